namespace MlNetMoodRec.Training.Encoder;

/// <summary>A text in token ids, [CLS] and [SEP] included, with its targets.</summary>
internal sealed record TokenizedText(int[] Ids, float[] Targets);
