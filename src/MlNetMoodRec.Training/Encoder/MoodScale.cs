namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// How the served valence and arousal come from the heads: valence = tanh(<paramref name="EmoBankValence"/> x EmoBank's
/// valence + <paramref name="Polarity"/> x the logit of the polarity + <paramref name="CircumplexValence"/> x the valence of
/// the circumplex), arousal = tanh(<paramref name="EmoBankArousal"/> x EmoBank's arousal +
/// <paramref name="CircumplexArousal"/> x that of the circumplex). Raters of EmoBank rarely leave the middle of the scale,
/// so its values alone would never come near -1 or 1, and its texts are not about the writer's own mood.
/// </summary>
internal sealed record MoodScale(float EmoBankValence, float Polarity, float CircumplexValence, float EmoBankArousal, float CircumplexArousal)
{
    // Nine of ten texts are to lie within this much arousal: the scale of the raters says nothing about listeners.
    private const double UsualArousal = 0.5;

    private const int GridSteps = 20;

    /// <summary>The heads as they are, up to the tanh.</summary>
    public static MoodScale Unscaled { get; } = new(1, 1, 1, 1, 1);

    /// <summary>
    /// Chooses the scale on the development parts: the mix of the valence by the sum of the correlation with EmoBank and
    /// the share of right signs where the polarity is known, its gain by the squared error against polarities from -1 to 1,
    /// and the mix of the arousal by the sum of the correlations with EmoBank's and the circumplex's.
    /// </summary>
    public static MoodScale Choose(HeadReadings readings, IReadOnlyList<LabelledTextSet> sets)
    {
        IReadOnlyList<LabelledText> emoBank = sets.Single(set => set.Name == "emobank").Dev;
        LabelledText[] polar = [.. sets.SelectMany(set => set.Dev).Where(text => !float.IsNaN(EncoderHeads.Polarity.Of(text.Targets)[0]))];
        LabelledText[] placed = [.. sets.SelectMany(set => set.Dev).Where(text => !float.IsNaN(EncoderHeads.Circumplex.Of(text.Targets)[1]))];
        (float emoBankValence, float polarityWeight, float circumplexValence) = ChooseValence(readings, emoBank, polar);
        (float emoBankArousal, float circumplexArousal) = ChooseArousal(readings, emoBank, placed);
        return new MoodScale(emoBankValence, polarityWeight, circumplexValence, emoBankArousal, circumplexArousal);
    }

    private static (float EmoBank, float Polarity, float Circumplex) ChooseValence(
        HeadReadings readings, IReadOnlyList<LabelledText> emoBank, IReadOnlyList<LabelledText> polar)
    {
        double[][] onPolar = ValenceHeads(readings, polar);
        double[] units = [.. onPolar.Select(head => 1 / Deviation(head))];
        double[][] onEmoBank = ValenceHeads(readings, emoBank);
        double[] target = [.. emoBank.Select(text => (double)EncoderHeads.ValenceArousal.Of(text.Targets)[0])];
        double[] polarity = [.. polar.Select(text => (2.0 * EncoderHeads.Polarity.Of(text.Targets)[0]) - 1)];

        IEnumerable<double[]> mixes =
            from first in Enumerable.Range(0, GridSteps + 1)
            from second in Enumerable.Range(0, GridSteps + 1 - first)
            select new[] { units[0] * first / GridSteps, units[1] * second / GridSteps, units[2] * (GridSteps - first - second) / GridSteps };
        double[] mix = mixes.MaxBy(mix => ClassificationMetrics.Pearson(Mix(onEmoBank, mix), target) + RightSigns(Mix(onPolar, mix), polarity))!;
        double[] mixed = Mix(onPolar, mix);
        double gain = Enumerable.Range(2, 29).Select(tenths => tenths / 10.0)
            .MinBy(gain => mixed.Zip(polarity, (m, p) => (Math.Tanh(gain * m) - p) * (Math.Tanh(gain * m) - p)).Average());
        return ((float)(gain * mix[0]), (float)(gain * mix[1]), (float)(gain * mix[2]));
    }

    private static (float EmoBank, float Circumplex) ChooseArousal(
        HeadReadings readings, IReadOnlyList<LabelledText> emoBank, IReadOnlyList<LabelledText> placed)
    {
        double[][] onPlaced = ArousalHeads(readings, placed);
        double[] units = [.. onPlaced.Select(head => 1 / Deviation(head))];
        double[][] onEmoBank = ArousalHeads(readings, emoBank);
        double[] rated = [.. emoBank.Select(text => (double)EncoderHeads.ValenceArousal.Of(text.Targets)[1])];
        double[] place = [.. placed.Select(text => (double)EncoderHeads.Circumplex.Of(text.Targets)[1])];

        double[] mix = Enumerable.Range(0, GridSteps + 1)
            .Select(step => new[] { units[0] * step / GridSteps, units[1] * (GridSteps - step) / GridSteps })
            .MaxBy(mix => ClassificationMetrics.Pearson(Mix(onEmoBank, mix), rated) + ClassificationMetrics.Pearson(Mix(onPlaced, mix), place))!;
        double[] sizes = [.. Mix(onEmoBank, mix).Concat(Mix(onPlaced, mix)).Select(Math.Abs).Order()];
        double gain = Math.Atanh(UsualArousal) / sizes[(int)(0.9 * sizes.Length)];
        return ((float)(gain * mix[0]), (float)(gain * mix[1]));
    }

    private static double[][] ValenceHeads(HeadReadings readings, IReadOnlyList<LabelledText> texts) =>
        [Column(readings, texts, EncoderHeads.ValenceArousal, 0), Column(readings, texts, EncoderHeads.Polarity, 0), Column(readings, texts, EncoderHeads.Circumplex, 0)];

    private static double[][] ArousalHeads(HeadReadings readings, IReadOnlyList<LabelledText> texts) =>
        [Column(readings, texts, EncoderHeads.ValenceArousal, 1), Column(readings, texts, EncoderHeads.Circumplex, 1)];

    private static double[] Column(HeadReadings readings, IReadOnlyList<LabelledText> texts, EncoderHead head, int column) =>
        [.. readings.Of(texts, head).Select(row => (double)row[column])];

    private static double[] Mix(double[][] heads, double[] weights) =>
        [.. Enumerable.Range(0, heads[0].Length).Select(i => heads.Zip(weights, (head, weight) => weight * head[i]).Sum())];

    private static double RightSigns(double[] values, double[] polarities) =>
        values.Zip(polarities).Where(pair => pair.Second != 0).Average(pair => pair.First * pair.Second > 0 ? 1.0 : 0);

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(v => v * v));
}
