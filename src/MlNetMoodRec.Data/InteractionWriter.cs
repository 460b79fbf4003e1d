using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Data;

/// <summary>
/// Writes interactions to a CSV, JSON-lines (either also <c>.gz</c>) or Parquet file with the columns user, song, time (UTC),
/// feedback, text and text_time, which <see cref="InteractionReader"/> finds without a mapping. Rows are written as they
/// come, whatever their number; the file appears under its name when it is complete. The same rows give the same bytes.
/// </summary>
public static class InteractionWriter
{
    private static readonly TableWriter<Interaction> Table = new(
        ColumnWriter<Interaction>.Text("user", row => row.UserId),
        ColumnWriter<Interaction>.Text("song", row => row.SongId),
        ColumnWriter<Interaction>.Time("time", row => row.Time),
        ColumnWriter<Interaction>.Number("feedback", row => row.Feedback),
        ColumnWriter<Interaction>.Text("text", row => row.Text),
        ColumnWriter<Interaction>.Text("text_time", row => row.Text.Length == 0 ? "" : row.TextTime == TextTime.Before ? "before" : "after"));

    /// <summary>Writes the file, in place of one that is there.</summary>
    /// <param name="path">The file; its extension tells the format.</param>
    /// <param name="interactions">The rows, enumerated once. Parquet keeps their times to the microsecond.</param>
    /// <param name="progress">Is told how many rows were written, now and then.</param>
    /// <param name="cancellationToken">Stops the writing; no file is left.</param>
    /// <exception cref="MoodRecException">The file cannot be written.</exception>
    public static void Write(
        string path,
        IEnumerable<Interaction> interactions,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        Table.Write(path, interactions, progress, cancellationToken);
}
