using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Scoring;

/// <summary>
/// How a file of <see cref="ListenerContext"/> rows is read. Its columns are the properties; the keys of
/// <see cref="TableReaderOptions.Map"/> are <c>user</c>, <c>text</c>, <c>text-hours-ago</c>, <c>recent</c>,
/// <c>recent-feedback</c>, <c>recent-valence</c>, <c>recent-hours-ago</c>, <c>exclude</c>, <c>like-weight</c> and
/// <c>top</c>; the text or the recent songs must be there. Columns called like the property or the key are found without
/// a mapping, in JSON lines also where they first appear in a later row. Lists are lists in Parquet and JSON;
/// in CSV their items are joined by <c>|</c>, with a <c>\</c> before a <c>|</c> or <c>\</c> of an item.
/// </summary>
public sealed record ContextReaderOptions : TableReaderOptions
{
    /// <summary>Reports every wrong value at once.</summary>
    /// <exception cref="MoodRecException">A value is wrong.</exception>
    public void Validate() => CreateMapping();

    internal ColumnMapping CreateMapping()
    {
        List<string> problems = Problems();
        ColumnMapping mapping = new(Map, [.. ContextColumn.All.Select(column => column.Role)], problems) { AllowsLateColumns = true };
        if (Format == DataFormat.Sequences)
        {
            problems.Add($"{nameof(Format)} is {nameof(DataFormat.Sequences)}, which holds interactions and no rows to score");
        }

        ThrowIfAny(problems, nameof(ContextReaderOptions));
        return mapping;
    }
}
