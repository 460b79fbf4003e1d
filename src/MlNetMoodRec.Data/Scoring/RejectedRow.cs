using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Scoring;

/// <summary>A row that could not be understood: its number in the file, and why. The listener's text is never in it.</summary>
internal sealed record RejectedRow(long Row, string Reason)
{
    public static TableWriter<RejectedRow> Writer { get; } = new(
        ColumnWriter<RejectedRow>.Whole("row", rejected => rejected.Row),
        ColumnWriter<RejectedRow>.Text("reason", rejected => rejected.Reason));

    /// <summary>Where the rejects of an output are.</summary>
    public static string PathOf(string output) => output + ".rejects.jsonl";

    public static IEnumerable<RejectedRow> Read(string path) =>
        ResultTable.Read(path, DataFormat.JsonLines, ["row", "reason"], cells => new RejectedRow(cells.Whole(0), cells.Text(1)));
}
