using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Data;

/// <summary>
/// Writes songs to a CSV, JSON-lines (either also <c>.gz</c>) or Parquet file with the columns id, title, artist, genre, tempo,
/// valence and energy, which <see cref="CatalogueReader"/> finds without a mapping. The file appears under its name when
/// it is complete. The same songs give the same bytes.
/// </summary>
public static class CatalogueWriter
{
    private static readonly TableWriter<Song> Table = new(
        ColumnWriter<Song>.Text("id", song => song.Id),
        ColumnWriter<Song>.Text("title", song => song.Title),
        ColumnWriter<Song>.Text("artist", song => song.Artist),
        ColumnWriter<Song>.Text("genre", song => song.Genre),
        ColumnWriter<Song>.OptionalNumber("tempo", song => song.Tempo),
        ColumnWriter<Song>.OptionalNumber("valence", song => song.Valence),
        ColumnWriter<Song>.OptionalNumber("energy", song => song.Energy));

    /// <summary>Writes the file, in place of one that is there.</summary>
    /// <param name="path">The file; its extension tells the format.</param>
    /// <param name="songs">The songs, enumerated once.</param>
    /// <param name="cancellationToken">Stops the writing; no file is left.</param>
    /// <exception cref="MoodRecException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<Song> songs, CancellationToken cancellationToken = default) =>
        Table.Write(path, songs, null, cancellationToken);
}
