namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// A text with what is known of its mood: one value for every column of <see cref="EncoderHeads"/>, NaN where its data
/// set says nothing.
/// </summary>
internal sealed record LabelledText(string Text, float[] Targets);
