namespace MlNetMoodRec.Mood;

/// <summary>Texts of like length as one padded tensor of token ids.</summary>
internal sealed class TokenBatch
{
    private TokenBatch(int[][] texts, ReadOnlySpan<int> positions, int paddingId)
    {
        Positions = positions.ToArray();
        Lengths = Array.ConvertAll(Positions, p => texts[p].Length);
        int longest = Lengths.Max();
        Shape = [Count, longest];
        InputIds = new long[Count * longest];
        AttentionMask = new long[Count * longest];
        Array.Fill(InputIds, paddingId);
        for (int row = 0; row < Count; row++)
        {
            int[] ids = texts[Positions[row]];
            for (int i = 0; i < ids.Length; i++)
            {
                InputIds[(row * longest) + i] = ids[i];
                AttentionMask[(row * longest) + i] = 1;
            }
        }
    }

    /// <summary>Where the batch's texts stand among all texts.</summary>
    public int[] Positions { get; }

    /// <summary>How many ids each text has.</summary>
    public int[] Lengths { get; }

    public int Count => Positions.Length;

    public long[] Shape { get; }

    public long[] InputIds { get; }

    public long[] AttentionMask { get; }

    /// <summary>Cuts texts, longest first, into batches; the batches depend on the lengths and the order of the texts alone.</summary>
    public static IEnumerable<TokenBatch> ByLength(int[][] texts, int paddingId, int maxTokens, int maxTexts)
    {
        int[] order = [.. Enumerable.Range(0, texts.Length).OrderByDescending(i => texts[i].Length)];
        for (int start = 0; start < order.Length;)
        {
            int count = Math.Clamp(maxTokens / texts[order[start]].Length, 1, Math.Min(maxTexts, order.Length - start));
            yield return new TokenBatch(texts, order.AsSpan(start, count), paddingId);
            start += count;
        }
    }
}
