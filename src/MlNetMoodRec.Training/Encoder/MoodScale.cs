using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// How the served valence and arousal come from the heads: valence = tanh(<paramref name="ValenceWeight"/> x EmoBank's
/// valence + <paramref name="PolarityWeight"/> x the logit of the polarity), arousal = tanh(<paramref name="ArousalWeight"/>
/// x EmoBank's arousal). Raters of EmoBank rarely leave the middle of the scale, so its valence alone would never come
/// near -1 or 1, and its texts are not about the writer's own mood.
/// </summary>
internal sealed record MoodScale(float ValenceWeight, float PolarityWeight, float ArousalWeight)
{
    // Nine of ten texts are to lie within this much arousal: the scale of the raters says nothing about listeners.
    private const double UsualArousal = 0.5;

    /// <summary>The heads as they are, up to the tanh.</summary>
    public static MoodScale Unscaled { get; } = new(1, 1, 1);

    /// <summary>
    /// Chooses the scale on the development parts: the mix of valence and polarity by the sum of the correlation with
    /// EmoBank and the share of right signs where the polarity is known, its gain by the squared error against polarities
    /// of -1, 0 and 1.
    /// </summary>
    public static MoodScale Choose(MoodEncoder encoder, IReadOnlyList<LabelledTextSet> sets)
    {
        IReadOnlyList<LabelledText> emoBank = sets.Single(set => set.Name == "emobank").Dev;
        LabelledText[] polar = [.. sets.SelectMany(set => set.Dev).Where(text => !float.IsNaN(EncoderHeads.Polarity.Of(text.Targets)[0]))];
        Heads onEmoBank = Heads.Read(encoder, emoBank);
        Heads onPolar = Heads.Read(encoder, polar);
        double[] target = [.. emoBank.Select(text => (double)EncoderHeads.ValenceArousal.Of(text.Targets)[0])];
        double[] polarity = [.. polar.Select(text => (2.0 * EncoderHeads.Polarity.Of(text.Targets)[0]) - 1)];

        double valenceUnit = 1 / Deviation(onPolar.Valence);
        double polarityUnit = 1 / Deviation(onPolar.Polarity);
        double share = Best(0, 1, share => ClassificationMetrics.Pearson(Mix(onEmoBank, share), target) + RightSigns(Mix(onPolar, share), polarity));
        double[] mixed = Mix(onPolar, share);
        double gain = Best(0.2, 3, gain => -mixed.Zip(polarity, (m, p) => (Math.Tanh(gain * m) - p) * (Math.Tanh(gain * m) - p)).Average());
        double[] arousal = [.. onEmoBank.Arousal.Concat(onPolar.Arousal).Select(Math.Abs).Order()];
        return new MoodScale(
            (float)(gain * (1 - share) * valenceUnit),
            (float)(gain * share * polarityUnit),
            (float)(Math.Atanh(UsualArousal) / arousal[(int)(0.9 * arousal.Length)]));

        double[] Mix(Heads heads, double share) =>
            [.. heads.Valence.Zip(heads.Polarity, (v, p) => ((1 - share) * valenceUnit * v) + (share * polarityUnit * p))];
    }

    private static double RightSigns(double[] values, double[] polarities) =>
        values.Zip(polarities).Where(pair => pair.Second != 0).Average(pair => pair.First * pair.Second > 0 ? 1.0 : 0);

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(v => v * v));

    /// <summary>The best of 29 evenly spaced values.</summary>
    private static double Best(double from, double to, Func<double, double> score) =>
        Enumerable.Range(0, 29).Select(i => from + ((to - from) * i / 28)).MaxBy(score);

    private sealed record Heads(double[] Valence, double[] Arousal, double[] Polarity)
    {
        public static Heads Read(MoodEncoder encoder, IReadOnlyList<LabelledText> texts)
        {
            float[][] emoBank = MoodEncoderOnnx.Logits(encoder, texts, EncoderHeads.ValenceArousal);
            float[][] polarity = MoodEncoderOnnx.Logits(encoder, texts, EncoderHeads.Polarity);
            return new Heads(
                [.. emoBank.Select(row => (double)row[0])], [.. emoBank.Select(row => (double)row[1])], [.. polarity.Select(row => (double)row[0])]);
        }
    }
}
