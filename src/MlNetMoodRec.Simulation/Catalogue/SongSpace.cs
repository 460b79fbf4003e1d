using System.Numerics;

namespace MlNetMoodRec.Simulation.Catalogue;

/// <summary>
/// The catalogue as the listeners feel it: what a <see cref="Data.Song"/> shows, and the latent traits behind it. Arrays are
/// padded to whole vectors; song s has trait d at <c>Traits[d * Padded + s]</c>.
/// </summary>
internal sealed class SongSpace
{
    /// <summary>The number of latent traits of a song: style beyond what valence and energy tell.</summary>
    public const int Dimensions = 8;

    public SongSpace(Data.Song[] songs, int artists)
    {
        Songs = songs;
        Padded = (songs.Length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        Traits = new float[Dimensions * Padded];
        Valence = new float[Padded];
        Energy = new float[Padded];
        LogPopularity = new float[Padded];
        Quality = new float[songs.Length];
        Artist = new int[songs.Length];
        Seconds = new int[songs.Length];
        Followers = new int[songs.Length][];
        SongsOfArtist = new int[artists][];
    }

    public Data.Song[] Songs { get; }

    public int Count => Songs.Length;

    public int Padded { get; }

    /// <summary>Unit vectors.</summary>
    public float[] Traits { get; }

    /// <summary>In [-1, 1], the scale of moods.</summary>
    public float[] Valence { get; }

    /// <summary>In [-1, 1], the scale of moods (there: arousal).</summary>
    public float[] Energy { get; }

    public float[] LogPopularity { get; }

    /// <summary>How likeable a song is to everyone; mean 0, variance 1.</summary>
    public float[] Quality { get; }

    public int[] Artist { get; }

    public int[] Seconds { get; }

    /// <summary>For each song, the few songs that are often wanted right after it.</summary>
    public int[][] Followers { get; }

    public int[][] SongsOfArtist { get; }

    public float Similarity(ReadOnlySpan<float> vector, int song)
    {
        var sum = 0f;
        for (var d = 0; d < Dimensions; d++)
        {
            sum += vector[d] * Traits[d * Padded + song];
        }

        return sum;
    }

    public void CopyTraits(int song, Span<float> vector)
    {
        for (var d = 0; d < Dimensions; d++)
        {
            vector[d] = Traits[d * Padded + song];
        }
    }

    /// <summary>Scales a vector to length 1; the square root is exact by IEEE 754.</summary>
    public static void Normalise(Span<float> vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
        {
            sum += (double)value * value;
        }

        var scale = (float)(1 / Math.Sqrt(Math.Max(sum, 1e-12)));
        for (var d = 0; d < vector.Length; d++)
        {
            vector[d] *= scale;
        }
    }
}
