namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Decides which texts are trained on at which step. Every epoch draws from each set as often as its share says, mixes
/// the sets, and cuts neighbours in length into batches of about equal numbers of tokens.
/// </summary>
internal static class EncoderSampler
{
    // Sorting by length within so many batches leaves little padding and still mixes the texts.
    private const int BatchesSortedTogether = 50;

    /// <summary>The texts of every step, the same for the same seed.</summary>
    public static IReadOnlyList<TokenizedText[]> Plan(
        IReadOnlyList<(IReadOnlyList<TokenizedText> Texts, double Share)> sets, double epochs, int tokensPerBatch, int seed)
    {
        var random = new Random(seed);
        var steps = new List<TokenizedText[]>();
        for (double left = epochs; left > 0; left--)
        {
            TokenizedText[] texts = [.. sets.SelectMany(set => Draw(set.Texts, set.Share * Math.Min(1, left), random))];
            random.Shuffle(texts);
            steps.AddRange(Batches(texts, tokensPerBatch, random));
        }

        return steps;
    }

    /// <summary>Every text as often as the whole part of the share says, and a random part of them once more.</summary>
    private static IEnumerable<TokenizedText> Draw(IReadOnlyList<TokenizedText> texts, double share, Random random)
    {
        TokenizedText[] shuffled = [.. texts];
        random.Shuffle(shuffled);
        int count = (int)Math.Round(texts.Count * share);
        return Enumerable.Range(0, count).Select(i => shuffled[i % shuffled.Length]);
    }

    private static List<TokenizedText[]> Batches(TokenizedText[] texts, int tokensPerBatch, Random random)
    {
        var batches = new List<TokenizedText[]>();
        int start = 0;
        while (start < texts.Length)
        {
            int end = start;
            for (int tokens = 0; end < texts.Length && tokens < tokensPerBatch * BatchesSortedTogether; end++)
            {
                tokens += texts[end].Ids.Length;
            }

            batches.AddRange(Cut([.. texts[start..end].OrderBy(text => text.Ids.Length)], text => text.Ids.Length, tokensPerBatch));
            start = end;
        }

        TokenizedText[][] shuffled = [.. batches];
        random.Shuffle(shuffled);
        return [.. shuffled];
    }

    /// <summary>Cuts texts into batches of at most so many tokens, padding included.</summary>
    /// <param name="sorted">The texts, or what stands for them, the shortest first.</param>
    /// <param name="length">How many tokens one has.</param>
    /// <param name="tokensPerBatch">The most tokens; a longer text is a batch of its own.</param>
    public static IEnumerable<T[]> Cut<T>(T[] sorted, Func<T, int> length, int tokensPerBatch)
    {
        int start = 0;
        for (int end = 1; end <= sorted.Length; end++)
        {
            if (end == sorted.Length || length(sorted[end]) * (end + 1 - start) > tokensPerBatch)
            {
                yield return sorted[start..end];
                start = end;
            }
        }
    }
}
