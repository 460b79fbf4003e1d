namespace MlNetMoodRec.Training.Recommender;

/// <summary>Weights of ordered pairs of songs in compressed rows, summed up from many small ones.</summary>
internal sealed class SongPairs
{
    private readonly int[] _starts;
    private readonly int[] _songs;
    private readonly float[] _weights;

    private SongPairs(int[] starts, int[] songs, float[] weights) => (_starts, _songs, _weights) = (starts, songs, weights);

    /// <summary>The songs that are paired with a song, and the weights.</summary>
    public (ReadOnlyMemory<int> Songs, ReadOnlyMemory<float> Weights) this[int song] =>
        (_songs.AsMemory(_starts[song].._starts[song + 1]), _weights.AsMemory(_starts[song].._starts[song + 1]));

    /// <summary>Sums up pairs. They are named twice: to count them, and to keep them.</summary>
    public static SongPairs Sum(int songs, IEnumerable<(int From, int To, float Weight)> pairs, CancellationToken cancellation)
    {
        var starts = new long[songs + 1];
        foreach ((int from, _, _) in pairs)
        {
            starts[from + 1]++;
        }

        for (int song = 0; song < songs; song++)
        {
            starts[song + 1] += starts[song];
        }

        long[] next = starts[..^1];
        var to = new int[starts[songs]];
        var weights = new float[starts[songs]];
        foreach ((int from, int other, float weight) in pairs)
        {
            long at = next[from]++;
            to[at] = other;
            weights[at] = weight;
        }

        return Merge(starts, to, weights, cancellation);
    }

    /// <summary>Adds up what a song has of one and the same other song; order and sums do not depend on the number of threads.</summary>
    private static SongPairs Merge(long[] starts, int[] to, float[] weights, CancellationToken cancellation)
    {
        int songs = starts.Length - 1;
        var merged = new int[songs + 1];
        Parallel.For(0, songs, new ParallelOptions { CancellationToken = cancellation }, song =>
        {
            int start = (int)starts[song];
            int length = (int)(starts[song + 1] - starts[song]);
            Array.Sort(to, weights, start, length);
            int kept = start;
            for (int i = start; i < start + length; i++)
            {
                if (i > start && to[i] == to[kept - 1])
                {
                    weights[kept - 1] += weights[i];
                }
                else
                {
                    (to[kept], weights[kept]) = (to[i], weights[i]);
                    kept++;
                }
            }

            merged[song + 1] = kept - start;
        });
        for (int song = 0; song < songs; song++)
        {
            merged[song + 1] += merged[song];
        }

        var mergedTo = new int[merged[songs]];
        var mergedWeights = new float[merged[songs]];
        for (int song = 0; song < songs; song++)
        {
            int length = merged[song + 1] - merged[song];
            Array.Copy(to, starts[song], mergedTo, merged[song], length);
            Array.Copy(weights, starts[song], mergedWeights, merged[song], length);
        }

        return new SongPairs(merged, mergedTo, mergedWeights);
    }
}
