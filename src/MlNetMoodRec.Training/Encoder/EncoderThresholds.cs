namespace MlNetMoodRec.Training.Encoder;

/// <summary>From which logit on a label of a binary head is taken to hold; chosen on the development part.</summary>
internal sealed record EncoderThresholds(IReadOnlyList<float> GoEmotions, IReadOnlyList<float> Ekman)
{
    /// <summary>The thresholds that give the best F1 for each label.</summary>
    public static EncoderThresholds Choose(EncoderSession session, IReadOnlyList<LabelledText> texts) =>
        new(Choose(session, texts, EncoderHeads.GoEmotions), Choose(session, texts, EncoderHeads.Ekman));

    private static float[] Choose(EncoderSession session, IReadOnlyList<LabelledText> texts, EncoderHead head)
    {
        float[][] logits = session.Read([.. texts.Select(text => text.Text)], MoodEncoderOnnx.HeadOutput(head));
        return
        [
            .. Enumerable.Range(0, head.Size).Select(label => ClassificationMetrics.BestThreshold(
                [.. logits.Select(row => row[label])], [.. texts.Select(text => head.Of(text.Targets)[label] == 1)])),
        ];
    }
}
