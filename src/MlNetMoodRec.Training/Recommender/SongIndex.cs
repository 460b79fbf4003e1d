using System.Text.Json;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// The songs that a model can recommend, most played first, and what is known of them. Index 0 is the unknown song,
/// so that song <c>i</c> of the catalogue order has index <c>i + 1</c>.
/// </summary>
internal sealed class SongIndex
{
    /// <summary>Plays of average success that each song's own are mixed with. 10: arbitrary.</summary>
    private const double AveragePlays = 10;

    private readonly Dictionary<string, int> _indices;

    /// <param name="plays">The plays of each song in the training data.</param>
    /// <param name="catalogue">Songs with their metadata; those that were never played can be recommended as well.</param>
    public SongIndex(IReadOnlyDictionary<string, SongPlays> plays, IReadOnlyList<Song> catalogue)
    {
        var metadata = new Dictionary<string, Song>(catalogue.Count);
        foreach (Song song in catalogue)
        {
            metadata.TryAdd(song.Id, song);
        }

        Ids = [.. plays.Keys.Union(metadata.Keys).Where(id => id.Length > 0)
            .OrderByDescending(id => plays.GetValueOrDefault(id).Count).ThenBy(id => id, StringComparer.Ordinal)];
        if (Ids.Length == 0)
        {
            throw new MoodRecException("The training data holds no songs. Give at least one row with a SongId.");
        }

        _indices = new Dictionary<string, int>(Ids.Length);
        for (int i = 0; i < Ids.Length; i++)
        {
            _indices.Add(Ids[i], i + 1);
        }

        PlayedCount = Ids.Count(id => plays.GetValueOrDefault(id).Count > 0);
        Titles = [.. Ids.Select(id => metadata.TryGetValue(id, out Song? song) && song.Title.Length > 0 ? song.Title : id)];
        double total = plays.Values.Sum(p => (double)p.Count) + Ids.Length;
        LogPopularity = [.. Ids.Select(id => (float)Math.Log((plays.GetValueOrDefault(id).Count + 1) / total))];
        LikedShare = (plays.Values.Sum(p => (double)p.Liked) + 1) / (plays.Values.Sum(p => (double)p.Count) + 2);
        LikeLogits = [.. Ids.Select(id => plays.GetValueOrDefault(id))
            .Select(p => (p.Liked + (AveragePlays * LikedShare)) / (p.Count + AveragePlays))
            .Select(share => (float)Math.Log(share / (1 - share)))];
        (Genres, GenreCount) = Number(metadata, s => s.Genre);
        (Artists, ArtistCount) = Number(metadata, s => s.Artist);
        Features = ScaleFeatures(metadata);
        Sounds = [.. Ids.Select(id => metadata.GetValueOrDefault(id)).Select(song => (InPlane(song?.Valence), InPlane(song?.Energy)))];
        Tempos = ScaleTempos(metadata);
    }

    /// <summary>The ids in catalogue order.</summary>
    public string[] Ids { get; }

    /// <summary>How many songs the training data plays: the first ones in catalogue order.</summary>
    public int PlayedCount { get; }

    /// <summary>The titles in catalogue order; the id where there is none.</summary>
    public string[] Titles { get; }

    /// <summary>Log of each song's share of all plays, one play added to each, in catalogue order.</summary>
    public float[] LogPopularity { get; }

    /// <summary>The share of plays that went well, one of two added.</summary>
    public double LikedShare { get; }

    /// <summary>Log odds that a play of each song goes well, drawn towards the mean where there are few plays, in catalogue order.</summary>
    public float[] LikeLogits { get; }

    /// <summary>The number of the genre of each index, the unknown song included; 0 is no genre.</summary>
    public long[] Genres { get; }

    /// <summary>How many numbers <see cref="Genres"/> uses; 1 if no genre is known.</summary>
    public int GenreCount { get; }

    /// <summary>The number of the artist of each index, the unknown song included; 0 is no artist.</summary>
    public long[] Artists { get; }

    /// <summary>How many numbers <see cref="Artists"/> uses; 1 if no artist is known.</summary>
    public int ArtistCount { get; }

    /// <summary>
    /// Numbers of each index, the unknown song included, row by row: tempo, valence and energy, each with mean 0 and
    /// variance 1, and 0 where unknown. Columns of which nothing is known are left out.
    /// </summary>
    public float[] Features { get; }

    /// <summary>The number of columns of <see cref="Features"/>.</summary>
    public int FeatureCount => Features.Length / (Ids.Length + 1);

    /// <summary>Valence and arousal of each song in the plane of moods, [-1, 1], in catalogue order; NaN where unknown.</summary>
    public (float Valence, float Arousal)[] Sounds { get; }

    /// <summary>The tempo of each song with mean 0 and variance 1, in catalogue order; NaN where unknown.</summary>
    public float[] Tempos { get; }

    /// <summary>The index of a song, 0 if it is not in the catalogue.</summary>
    public int Find(string id) => _indices.GetValueOrDefault(id);

    /// <summary>The ids as the JSON array that a graph's metadata holds.</summary>
    public string ToJson() => JsonSerializer.Serialize(Ids);

    private static float InPlane(float? value) => value is float v && float.IsFinite(v) ? (2 * Math.Clamp(v, 0, 1)) - 1 : float.NaN;

    private float[] ScaleTempos(Dictionary<string, Song> metadata)
    {
        float?[] tempos = [.. Ids.Select(id => metadata.GetValueOrDefault(id)?.Tempo)];
        double mean = tempos.Average(t => (double?)t) ?? 0;
        double deviation = Math.Sqrt(tempos.Average(t => (double?)((t - mean) * (t - mean))) ?? 0);
        return [.. tempos.Select(t => t is not float tempo ? float.NaN : deviation > 0 ? (float)((tempo - mean) / deviation) : 0)];
    }

    private (long[] Numbers, int Count) Number(Dictionary<string, Song> metadata, Func<Song, string> nameOf)
    {
        string[] names = [.. metadata.Values.Select(nameOf).Where(n => n.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        var numbers = new Dictionary<string, int>(names.Length);
        foreach (string name in names)
        {
            numbers.Add(name, numbers.Count + 1);
        }

        return ([0, .. Ids.Select(id => metadata.TryGetValue(id, out Song? song) ? numbers.GetValueOrDefault(nameOf(song)) : 0L)], names.Length + 1);
    }

    private float[] ScaleFeatures(Dictionary<string, Song> metadata)
    {
        Func<Song, float?>[] all = [song => song.Tempo, song => song.Valence, song => song.Energy];
        Func<Song, float?>[] known = [.. all.Where(f => metadata.Values.Any(song => f(song) is not null))];
        var features = new float[(Ids.Length + 1) * known.Length];
        for (int column = 0; column < known.Length; column++)
        {
            float?[] values = [.. Ids.Select(id => metadata.TryGetValue(id, out Song? song) ? known[column](song) : null)];
            double mean = values.Average(v => (double?)v) ?? 0;
            double deviation = Math.Sqrt(values.Average(v => (double?)((v - mean) * (v - mean))) ?? 0);
            for (int i = 0; i < values.Length; i++)
            {
                features[((i + 1) * known.Length) + column] = values[i] is float v && deviation > 0 ? (float)((v - mean) / deviation) : 0;
            }
        }

        return features;
    }
}
