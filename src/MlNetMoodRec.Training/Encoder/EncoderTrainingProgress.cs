namespace MlNetMoodRec.Training.Encoder;

/// <summary>How far the training of an encoder has come.</summary>
/// <param name="Step">The steps done, those before a resumed run included.</param>
/// <param name="Steps">The steps in all.</param>
/// <param name="Loss">The running mean of the training loss.</param>
/// <param name="Remaining">The time left at the pace so far.</param>
public sealed record EncoderTrainingProgress(int Step, int Steps, double Loss, TimeSpan Remaining);
