namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Which songs follow which, as sequential rules count it (Ludewig and Jannach 2018, "Evaluation of session-based
/// recommendation algorithms"): songs up to <see cref="Reach"/> apart are a pair that counts the inverse of their distance,
/// and what a song says of another is that pair's share of all its pairs. Of each song the most frequent successors are kept.
/// </summary>
internal sealed class SongSuccessors
{
    /// <summary>How far apart the songs of a pair may be. 10, as in the session benchmarks that the rules come from.</summary>
    public const int Reach = 10;

    /// <summary>Half of the least that a pair counts: totals below are what rounding left.</summary>
    private const float LeastTotal = 0.5f / Reach;

    private readonly int[][] _songs;
    private readonly float[][] _weights;
    private readonly float[] _totals;

    private SongSuccessors(int most, bool isBackward, int[][] songs, float[][] weights, float[] totals)
    {
        Most = most;
        IsBackward = isBackward;
        _songs = songs;
        _weights = weights;
        _totals = totals;
    }

    /// <summary>How many successors of a song are kept.</summary>
    public int Most { get; }

    /// <summary>Whether it is what came before each song.</summary>
    public bool IsBackward { get; }

    /// <summary>How many songs there are, the unknown one included.</summary>
    public int SongCount => _totals.Length;

    /// <summary>Counts the pairs of sequences.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="songs">How many songs there are, without the unknown one.</param>
    /// <param name="most">How many successors of each song to keep.</param>
    /// <param name="isBackward">Whether to count what came before each song instead.</param>
    /// <param name="cancellation">Stops the counting.</param>
    public static SongSuccessors Count(IReadOnlyList<ListeningSequence> sequences, int songs, int most, bool isBackward = false, CancellationToken cancellation = default)
    {
        int count = songs + 1;
        SongPairs pairs = SongPairs.Sum(count, sequences.SelectMany(sequence => Pairs(sequence.Songs, isBackward)), cancellation);
        var kept = new int[count][];
        var weights = new float[count][];
        var totals = new float[count];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, song =>
        {
            (ReadOnlyMemory<int> successors, ReadOnlyMemory<float> counted) = pairs[song];
            int[] best = [.. Enumerable.Range(0, successors.Length).OrderByDescending(i => counted.Span[i]).Take(most).Order()];
            kept[song] = [.. best.Select(i => successors.Span[i])];
            weights[song] = [.. best.Select(i => counted.Span[i])];
            foreach (float weight in counted.Span)
            {
                totals[song] += weight;
            }
        });
        return new SongSuccessors(most, isBackward, kept, weights, totals);
    }

    /// <summary>How much a song has been followed at all, as the log of 1 and its pairs; 0 where it has not. [songs + 1].</summary>
    public float[] Evidence() => [.. _totals.Select(total => Evidence(total))];

    /// <summary>The successors of each song, and their shares, [songs + 1, <see cref="Most"/>]; filled up with the unknown song and 0.</summary>
    public (long[] Songs, float[] Shares) Table()
    {
        var songs = new long[SongCount * Most];
        var shares = new float[SongCount * Most];
        for (int song = 0; song < SongCount; song++)
        {
            for (int i = 0; i < _songs[song].Length; i++)
            {
                songs[(song * Most) + i] = _songs[song][i];
                shares[(song * Most) + i] = _weights[song][i] / _totals[song];
            }
        }

        return (songs, shares);
    }

    private static float Evidence(float total) => total > LeastTotal ? MathF.Log(1 + total) : 0;

    private static IEnumerable<(int From, int To, float Weight)> Pairs(int[] songs, bool isBackward)
    {
        for (int to = 1; to < songs.Length; to++)
        {
            for (int from = Math.Max(0, to - Reach); from < to; from++)
            {
                if (songs[from] > 0 && songs[to] > 0)
                {
                    yield return isBackward ? (songs[to], songs[from], 1f / (to - from)) : (songs[from], songs[to], 1f / (to - from));
                }
            }
        }
    }
}
