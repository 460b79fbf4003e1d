namespace MlNetMoodRec.Data.Tables;

/// <summary>
/// The value of one column of one row. Numbers keep the text they were written as, so that an id of 19 digits stays
/// exact. A list is a <see cref="CellKind.Structure"/> with a <see cref="ListValue"/>.
/// </summary>
internal readonly record struct Cell(CellKind Kind, string Text, DateTime Time = default, ListValue? List = null)
{
    public static Cell Missing { get; } = new(CellKind.Missing, "");

    public static Cell OfText(string text) => new(CellKind.Text, text);

    public static Cell OfNumber(string text) => new(CellKind.Number, text);

    public static Cell OfBoolean(bool value) => new(CellKind.Boolean, value ? "true" : "false");

    public static Cell OfTime(DateTime utc) => new(CellKind.Time, "", utc);

    public static Cell OfList(ListValue list) => new(CellKind.Structure, "", List: list);

    public bool IsMissing => Kind == CellKind.Missing || (Kind == CellKind.Text && string.IsNullOrWhiteSpace(Text));

    /// <summary>What the cell holds, for messages: never its text, which may be a listener's words.</summary>
    public string Describe() => Kind switch
    {
        CellKind.Missing => "no value",
        CellKind.Number => $"the number {Text}",
        CellKind.Boolean => Text,
        CellKind.Time => "a time",
        CellKind.Structure => "a list or an object",
        _ when CellParser.TryNumber(this, out _) => $"the number {Text.Trim()}",
        _ => $"a text of {Text.Length} characters",
    };
}
