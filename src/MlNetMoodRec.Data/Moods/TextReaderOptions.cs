using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Mood;

/// <summary>
/// How a file of texts is read. The keys of <see cref="TableReaderOptions.Map"/> are <c>text</c> and, where labels are
/// read, <c>label</c>; columns with usual names (text, review, comment, sentence; label, emotion, sentiment) are found
/// without a mapping.
/// </summary>
public sealed record TextReaderOptions : TableReaderOptions
{
    internal const int Text = 0;
    internal const int Label = 1;

    private static readonly ColumnRole TextRole = new(
        "text", ["text", "review", "reviewtext", "comment", "sentence", "content", "body", "tweet", "message"], IsRequired: true);

    private static readonly ColumnRole LabelRole = new("label", ["label", "labels", "emotion", "sentiment", "class", "category", "target"], IsRequired: true);

    /// <summary>Reports every wrong value at once.</summary>
    /// <exception cref="MoodRecException">A value is wrong.</exception>
    public void Validate() => CreateMapping(withLabels: Map.Contains("label", StringComparison.OrdinalIgnoreCase));

    internal ColumnMapping CreateMapping(bool withLabels)
    {
        List<string> problems = Problems();
        ColumnMapping mapping = new(Map, withLabels ? [TextRole, LabelRole] : [TextRole], problems);
        if (Format == DataFormat.Sequences)
        {
            problems.Add($"{nameof(Format)} is {nameof(DataFormat.Sequences)}, which holds interactions and no texts");
        }

        ThrowIfAny(problems, nameof(TextReaderOptions));
        return mapping;
    }

    /// <summary>The text of the current row; "" where there is none.</summary>
    /// <exception cref="BadRowException">The cell holds something else.</exception>
    internal static string ReadText(Table table)
    {
        Cell cell = table[Text];
        return cell.IsMissing ? "" : cell.Kind == CellKind.Text ? cell.Text : throw new BadRowException(table.NameOf(Text), TextRole.Key, "a text", cell);
    }

    /// <summary>The label of the current row, without white space around it.</summary>
    /// <exception cref="BadRowException">There is none.</exception>
    internal static string ReadLabel(Table table) =>
        CellParser.Id(table[Label]) ?? throw new BadRowException(table.NameOf(Label), LabelRole.Key, "a label", table[Label]);
}
