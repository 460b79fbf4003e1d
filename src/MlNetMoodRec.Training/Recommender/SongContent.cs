using MlNetMoodRec.Data;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// What is known of the songs as vectors: for each attribute (genre, tempo, valence, energy) that the catalogue gives,
/// a block of columns that sum to 1, or to 0 where the song's is unknown. A genre is one column; a number is shared by
/// the two levels around it, the levels being quantiles of the catalogue.
/// </summary>
internal sealed class SongContent
{
    private static readonly Func<Song, float?>[] Numbers = [song => song.Tempo, song => song.Valence, song => song.Energy];

    private readonly List<int> _attributes = [];

    /// <param name="songs">The songs that can be recommended.</param>
    /// <param name="catalogue">What is known of them; the first song of an id counts.</param>
    /// <param name="levels">Levels of a number.</param>
    public SongContent(SongIndex songs, IReadOnlyList<Song> catalogue, int levels)
    {
        (int Index, Song Song)[] known = [.. catalogue.DistinctBy(s => s.Id).Select(s => (songs.Find(s.Id), s)).Where(s => s.Item1 > 0)];
        Parts = new (int, float)[songs.Ids.Length + 1][];
        var parts = new List<(int Column, float Share)>[Parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = [];
        }

        AddGenres(known, parts);
        foreach (Func<Song, float?> number in Numbers)
        {
            AddNumber([.. known.Where(s => number(s.Song) is not null).Select(s => (s.Index, number(s.Song)!.Value))], levels, parts);
        }

        Parts = [.. parts.Select(p => p.ToArray())];
        Average = new double[ColumnCount];
        for (int song = 1; song < Parts.Length; song++)
        {
            foreach ((int column, float share) in Parts[song])
            {
                Average[column] += share * Math.Exp(songs.LogPopularity[song - 1]);
            }
        }

        double[] totals = Totals(Average);
        for (int column = 0; column < Average.Length; column++)
        {
            Average[column] /= totals[_attributes[column]];
        }
    }

    /// <summary>The columns that are not 0 of each index of <see cref="SongIndex"/>.</summary>
    public (int Column, float Share)[][] Parts { get; }

    /// <summary>The share of each column in all plays; sums to 1 over an attribute's columns.</summary>
    public double[] Average { get; }

    /// <summary>The attribute of each column.</summary>
    public IReadOnlyList<int> Attributes => _attributes;

    public int ColumnCount => _attributes.Count;

    public int AttributeCount { get; private set; }

    /// <summary>Throws when the catalogue says nothing by which songs could be compared.</summary>
    public static void Require(IReadOnlyList<Song> catalogue)
    {
        if (!catalogue.Any(song => song.Genre.Length > 0 || Numbers.Any(number => number(song) is not null)))
        {
            string found = catalogue.Count == 0 ? "no catalogue is given" : $"the catalogue gives none of them for any of its {catalogue.Count} songs";
            throw new MoodRecException(
                $"The content-based method compares songs by genre, tempo, valence and energy, but {found}."
                + " Give a catalogue with at least one of these columns, and say which column is which where their names differ.");
        }
    }

    /// <summary>The sum of the columns of each attribute.</summary>
    public double[] Totals(ReadOnlySpan<double> columns)
    {
        var totals = new double[AttributeCount];
        for (int column = 0; column < columns.Length; column++)
        {
            totals[_attributes[column]] += columns[column];
        }

        return totals;
    }

    /// <summary>The vectors of all indices, [songs + 1, columns].</summary>
    public float[] ToTable()
    {
        var table = new float[Parts.Length * ColumnCount];
        for (int song = 0; song < Parts.Length; song++)
        {
            foreach ((int column, float share) in Parts[song])
            {
                table[(song * ColumnCount) + column] = share;
            }
        }

        return table;
    }

    private void AddGenres((int Index, Song Song)[] known, List<(int, float)>[] parts)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int index, Song song) in known.Where(s => s.Song.Genre.Length > 0).OrderBy(s => s.Song.Genre, StringComparer.Ordinal))
        {
            if (!columns.TryGetValue(song.Genre, out int column))
            {
                columns.Add(song.Genre, column = ColumnCount);
                _attributes.Add(AttributeCount);
            }

            parts[index].Add((column, 1));
        }

        AttributeCount += columns.Count > 0 ? 1 : 0;
    }

    private void AddNumber((int Index, float Value)[] known, int levels, List<(int, float)>[] parts)
    {
        if (known.Length == 0)
        {
            return;
        }

        // Levels are values that a song has, so that none of them is empty.
        float[] sorted = [.. known.Select(k => k.Value).Order()];
        float[] centres = [.. Enumerable.Range(0, levels).Select(l => sorted[(int)((long)l * (sorted.Length - 1) / (levels - 1))]).Distinct()];
        int first = ColumnCount;
        _attributes.AddRange(centres.Select(_ => AttributeCount));
        AttributeCount++;
        foreach ((int index, float value) in known)
        {
            int place = Array.BinarySearch(centres, value);
            if (place >= 0)
            {
                parts[index].Add((first + place, 1));
                continue;
            }

            int above = ~place;
            float share = (value - centres[above - 1]) / (centres[above] - centres[above - 1]);
            parts[index].Add((first + above - 1, 1 - share));
            parts[index].Add((first + above, share));
        }
    }
}
