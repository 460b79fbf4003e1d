namespace MlNetMoodRec.Training.Encoder.CheckIns;

/// <summary>
/// Turns real sentences round: of the data set emotion, whose tweets say "i feel ...", copies that say that the writer
/// does not feel so. What is left of the valence follows <see cref="CheckInPattern"/>; other targets are unknown.
/// </summary>
internal static class NegatedTexts
{
    private const float KeepPositive = -0.55f;
    private const float KeepNegative = -0.2f;
    private const float KeepArousal = -0.3f;

    private static readonly string[] Negations = ["not", "never", "no", "nothing", "hardly", "dont", "didnt", "cant", "t"];

    private static readonly (string From, string[] To)[] Changes =
    [
        ("i feel ", ["i do not feel ", "i don't feel ", "i dont feel ", "i never feel ", "i no longer feel ", "i didn't feel ", "i can't feel "]),
        ("i am feeling ", ["i am not feeling ", "i'm not feeling ", "im not feeling ", "i am hardly feeling "]),
        ("i was feeling ", ["i was not feeling ", "i wasn't feeling "]),
        ("im feeling ", ["im not feeling ", "i'm not feeling "]),
    ];

    /// <summary>A turned copy of every text that says how its writer feels and holds no negation yet.</summary>
    public static IEnumerable<LabelledText> Of(IEnumerable<LabelledText> texts, Random random)
    {
        foreach (LabelledText text in texts)
        {
            (string from, string[] to) = Changes.FirstOrDefault(change => text.Text.StartsWith(change.From, StringComparison.Ordinal));
            ReadOnlySpan<float> place = EncoderHeads.Circumplex.Of(text.Targets);
            if (from is null || float.IsNaN(place[0]) || place[0] == 0 || text.Text.Split(' ').Intersect(Negations).Any())
            {
                continue;
            }

            float[] targets = EncoderHeads.Unknown();
            float valence = place[0] * (place[0] > 0 ? KeepPositive : KeepNegative);
            EncoderHeads.Circumplex.Of(targets)[0] = valence;
            EncoderHeads.Circumplex.Of(targets)[1] = KeepArousal * place[1];
            EncoderHeads.Polarity.Of(targets)[0] = (1 + valence) / 2;
            yield return new LabelledText(string.Concat(to[random.Next(to.Length)], text.Text.AsSpan(from.Length)), targets);
        }
    }
}
