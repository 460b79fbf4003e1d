using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Data;

/// <summary>
/// Reads a catalogue of songs from a CSV, TSV, JSON-lines or Parquet file. Ids are read as in
/// <see cref="InteractionReader"/>. A tempo of 0 or less is unknown, as audio services give it. Not thread-safe.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="options">How it is read; null for the defaults.</param>
/// <exception cref="MoodRecException">An option is wrong.</exception>
public sealed class CatalogueReader(string path, CatalogueReaderOptions? options = null)
{
    private readonly CatalogueReaderOptions _options = options ?? new CatalogueReaderOptions();
    private readonly ColumnMapping _mapping = (options ?? new CatalogueReaderOptions()).CreateMapping();

    /// <summary>What was found; null until <see cref="Read"/> returned.</summary>
    public CatalogueSummary? Summary { get; private set; }

    /// <summary>Reads the songs in the order of the file. Of several rows with one id the first counts.</summary>
    /// <exception cref="MoodRecException">The file cannot be used; the message says why, and where in the file.</exception>
    public IReadOnlyList<Song> Read()
    {
        Summary = null;
        string hash = DataFile.Sha256(path);
        using Table table = new(path, _options, _mapping);
        List<Song> songs = [];
        HashSet<string> ids = [];
        long rows = 0;
        long withoutId = 0;
        while (table.Read(() =>
        {
            Song? song = Parse(table);
            rows++;
            withoutId += song is null ? 1 : 0;
            if (song is not null && ids.Add(song.Id))
            {
                songs.Add(song);
            }
        }))
        {
        }

        Summary = new CatalogueSummary
        {
            Path = path,
            DataHash = hash,
            RowsRead = rows + table.BadRows,
            Songs = songs.Count,
            WithoutId = withoutId,
            Duplicates = rows - withoutId - songs.Count,
            BadRows = table.BadRows,
            WithoutTitle = songs.Count(song => song.Title.Length == 0),
        };
        return songs.Count > 0 ? songs : throw new MoodRecException($"'{path}' holds no song. {Summary}");
    }

    private Song? Parse(Table table)
    {
        float? tempo = Number(table, CatalogueReaderOptions.Tempo, "tempo");
        Song song = new()
        {
            Id = CellParser.Id(table[CatalogueReaderOptions.Id]) ?? "",
            Title = Text(table[CatalogueReaderOptions.Title]),
            Artist = Text(table[CatalogueReaderOptions.Artist]),
            Genre = Text(table[CatalogueReaderOptions.Genre]),
            Tempo = tempo > 0 ? tempo : null,
            Valence = Number(table, CatalogueReaderOptions.Valence, "valence", _options.ValenceRange ?? ValueRange.Unit),
            Energy = Number(table, CatalogueReaderOptions.Energy, "energy", _options.EnergyRange ?? ValueRange.Unit),
        };
        return song.Id.Length > 0 ? song : null;
    }

    private static string Text(Cell cell) => cell.Kind is CellKind.Structure ? "" : cell.Text.Trim();

    private static float? Number(Table table, int role, string meaning, ValueRange? range = null)
    {
        Cell cell = table[role];
        if (CellParser.IsMissingNumber(cell))
        {
            return null;
        }

        if (!CellParser.TryNumber(cell, out double number) || range?.Contains(number) == false)
        {
            string expected = range is null ? "a number" : $"a number in {range}, or another range given for the column";
            throw new BadRowException(table.NameOf(role), meaning, expected, cell);
        }

        return range?.Scale(number) ?? (float)number;
    }
}
