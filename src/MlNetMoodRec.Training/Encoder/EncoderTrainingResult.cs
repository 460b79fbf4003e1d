namespace MlNetMoodRec.Training.Encoder;

/// <summary>What came of the training of an encoder.</summary>
/// <param name="Scores">What the exported encoder reaches on the test parts.</param>
/// <param name="Steps">The number of training steps.</param>
/// <param name="Duration">How long the training steps took in all, those before a resumed run included.</param>
/// <param name="ProcessorTime">The processor time of this process meanwhile: what counts on a machine that is shared.</param>
public sealed record EncoderTrainingResult(IReadOnlyList<EncoderScore> Scores, int Steps, TimeSpan Duration, TimeSpan ProcessorTime);
