namespace MlNetMoodRec.Training.Encoder;

/// <summary>What came of the pretraining of an encoder.</summary>
/// <param name="Texts">The texts that it was pretrained on.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="Steps">The number of training steps.</param>
/// <param name="Loss">The running mean of the loss at the end: the cross-entropy of a masked token, in nats.</param>
/// <param name="Duration">How long the steps took in all, those before a resumed run included.</param>
public sealed record EncoderPretrainingResult(int Texts, long Tokens, int Steps, double Loss, TimeSpan Duration);
