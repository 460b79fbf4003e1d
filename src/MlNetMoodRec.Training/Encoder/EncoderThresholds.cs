namespace MlNetMoodRec.Training.Encoder;

/// <summary>From which logit on a label of a binary head is taken to hold; chosen on the development part.</summary>
internal sealed record EncoderThresholds(IReadOnlyList<float> GoEmotions, IReadOnlyList<float> Ekman)
{
    /// <summary>The thresholds that give the best F1 for each label.</summary>
    public static EncoderThresholds Choose(HeadReadings readings, IReadOnlyList<LabelledText> texts) =>
        new(Choose(readings, texts, EncoderHeads.GoEmotions), Choose(readings, texts, EncoderHeads.Ekman));

    private static float[] Choose(HeadReadings readings, IReadOnlyList<LabelledText> texts, EncoderHead head)
    {
        float[][] logits = readings.Of(texts, head);
        return
        [
            .. Enumerable.Range(0, head.Size).Select(label => ClassificationMetrics.BestThreshold(
                [.. logits.Select(row => row[label])], [.. texts.Select(text => head.Of(text.Targets)[label] == 1)])),
        ];
    }
}
