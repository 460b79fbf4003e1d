using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>Measures an encoder on the test parts of the labelled data sets (SST-2, as is usual: the development part).</summary>
public static class EncoderEvaluation
{
    private static readonly string[] Order = ["emotion", "SST-2", "GoEmotions", "TweetEval", "EmoBank"];

    /// <summary>Measures the encoder in a folder, as exported, by ONNX Runtime.</summary>
    /// <param name="encoderFolder">The folder. Of one that was trained on open data alone, only those sets' tests are measured.</param>
    /// <param name="dataFolder">The folder of the data sets.</param>
    /// <param name="onDev">Whether the development parts are measured in place of the test parts, as for a choice.</param>
    /// <exception cref="MoodRecException">The folder holds no encoder of <see cref="EncoderTrainer"/>, or data is missing.</exception>
    public static IReadOnlyList<EncoderScore> Evaluate(string encoderFolder, string dataFolder, bool onDev = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(encoderFolder);
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        using MoodEncoder encoder = MoodEncoder.Load(encoderFolder);
        return Evaluate(
            new HeadReadings(encoder),
            EncoderFolder.Thresholds(encoderFolder),
            LabelledTextSets.Read(dataFolder, EncoderFolder.IsOfOpenData(encoderFolder)),
            LabelledTextSets.Lexicon(dataFolder),
            onDev ? TextSplit.Dev : TextSplit.Test);
    }

    internal static IReadOnlyList<EncoderScore> Evaluate(
        HeadReadings readings, EncoderThresholds thresholds, IReadOnlyList<LabelledTextSet> sets, VaderLexicon lexicon, TextSplit split)
    {
        string part = split.ToString().ToLowerInvariant();
        IEnumerable<EncoderScore> scores = sets.SelectMany(set => (IEnumerable<EncoderScore>)(set.Name switch
        {
            "goemotions" =>
            [
                new($"GoEmotions {part}, Ekman-7 macro-F1", set[split].Count, MacroF1(readings, set[split], EncoderHeads.Ekman, thresholds.Ekman), null, 0.58),
                new($"GoEmotions {part}, 28 labels macro-F1", set[split].Count, MacroF1(readings, set[split], EncoderHeads.GoEmotions, thresholds.GoEmotions), null, null),
            ],
            "sst2" => [new("SST-2 dev, accuracy", set.Dev.Count, Sst2(readings, set.Dev), Sst2(lexicon, set.Dev), 0.84)],
            "emotion" => [new($"emotion {part}, accuracy", set[split].Count, Accuracy(readings, set[split], EncoderHeads.Emotion), null, 0.915)],
            "tweeteval" => [new($"TweetEval emotion {part}, macro-F1", set[split].Count, MacroF1(readings, set[split]), null, 0.74)],
            "emobank" => EmoBank(readings, set[split], lexicon, part),
            _ => [],
        }));
        return
        [
            .. scores.OrderBy(score => Array.FindIndex(Order, name => score.Test.StartsWith(name, StringComparison.Ordinal))),
            new("sense checks, right sign of the valence", SenseChecks.All.Count, RightSigns(readings.Encoder), SenseChecks.All.Average(check => lexicon.Compound(check.Text) * check.Sign > 0 ? 1.0 : 0), 0.9),
        ];
    }

    private static IEnumerable<EncoderScore> EmoBank(HeadReadings readings, IReadOnlyList<LabelledText> emoBank, VaderLexicon lexicon, string part)
    {
        double[] lexiconValence = [.. emoBank.Select(text => lexicon.Compound(text.Text))];
        return
        [
            new($"EmoBank {part}, valence r", emoBank.Count, Correlation(readings, emoBank, 0), Correlation(lexiconValence, emoBank, 0), 0.60),
            new($"EmoBank {part}, arousal r", emoBank.Count, Correlation(readings, emoBank, 1), Correlation(lexiconValence, emoBank, 1), 0.40),
            new($"EmoBank {part}, served valence r", emoBank.Count, Correlation(Served(readings, emoBank, MoodColumns.Valence), emoBank, 0), null, null),
            new($"EmoBank {part}, served arousal r", emoBank.Count, Correlation(Served(readings, emoBank, MoodColumns.Arousal), emoBank, 1), null, null),
        ];
    }

    private static double Accuracy(HeadReadings readings, IReadOnlyList<LabelledText> texts, EncoderHead head) =>
        ClassificationMetrics.Accuracy(Likeliest(readings, texts, head), Labels(texts, head));

    private static double MacroF1(HeadReadings readings, IReadOnlyList<LabelledText> texts) => ClassificationMetrics.MacroF1(
        Likeliest(readings, texts, EncoderHeads.TweetEval), Labels(texts, EncoderHeads.TweetEval), EncoderHeads.TweetEval.Size);

    private static double MacroF1(HeadReadings readings, IReadOnlyList<LabelledText> texts, EncoderHead head, IReadOnlyList<float> thresholds)
    {
        float[][] logits = readings.Of(texts, head);
        return Enumerable.Range(0, head.Size).Average(label => ClassificationMetrics.F1(
            [.. logits.Select(row => row[label] > thresholds[label])], [.. texts.Select(text => head.Of(text.Targets)[label] == 1)]));
    }

    private static double Sst2(HeadReadings readings, IReadOnlyList<LabelledText> texts) =>
        Sst2([.. readings.Of(texts, EncoderHeads.Sst2).Select(row => row[0] > 0)], texts);

    private static double Sst2(VaderLexicon lexicon, IReadOnlyList<LabelledText> texts) =>
        Sst2([.. texts.Select(text => lexicon.Compound(text.Text) > 0)], texts);

    private static double Sst2(bool[] positive, IReadOnlyList<LabelledText> texts) => ClassificationMetrics.Accuracy(
        [.. positive.Select(p => p ? 1 : 0)], [.. texts.Select(text => (int)EncoderHeads.Sst2.Of(text.Targets)[0])]);

    private static double Correlation(HeadReadings readings, IReadOnlyList<LabelledText> texts, int column) =>
        Correlation([.. readings.Of(texts, EncoderHeads.ValenceArousal).Select(row => (double)row[column])], texts, column);

    private static double Correlation(double[] values, IReadOnlyList<LabelledText> texts, int column) => ClassificationMetrics.Pearson(
        values, [.. texts.Select(text => (double)EncoderHeads.ValenceArousal.Of(text.Targets)[column])]);

    private static double RightSigns(MoodEncoder encoder) => encoder.Read([.. SenseChecks.All.Select(check => check.Text)])
        .Zip(SenseChecks.All).Average(pair => pair.First.Valence * pair.Second.Sign > 0 ? 1.0 : 0);

    private static double[] Served(HeadReadings readings, IReadOnlyList<LabelledText> texts, string output) =>
        [.. readings.Encoder.Compute([.. texts.Select(text => text.Text)], [output])[output].Select(row => (double)row[0])];

    private static int[] Likeliest(HeadReadings readings, IReadOnlyList<LabelledText> texts, EncoderHead head) =>
        [.. readings.Of(texts, head).Select(row => Array.IndexOf(row, row.Max()))];

    private static int[] Labels(IReadOnlyList<LabelledText> texts, EncoderHead head) =>
        [.. texts.Select(text => head.Of(text.Targets).IndexOf(1f))];
}
