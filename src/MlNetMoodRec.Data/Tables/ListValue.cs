namespace MlNetMoodRec.Data.Tables;

/// <summary>The list that a cell holds, as its file stores it. Valid until the next row.</summary>
internal abstract class ListValue
{
    /// <summary>The items as texts; empty where there is none.</summary>
    public abstract string[] Texts();

    /// <summary>The items as ids, read as <see cref="CellParser.Id"/> reads them; empty where there is none.</summary>
    public string[] Ids() => Array.ConvertAll(Texts(), text => CellParser.Id(Cell.OfText(text)) ?? "");

    /// <summary>The items as numbers; NaN where there is none.</summary>
    /// <exception cref="FormatException">An item is no number; the message says which.</exception>
    public abstract float[] Numbers();

    protected static FormatException NoNumber(int index, Cell found) =>
        new($"a list of numbers, found {found.Describe()} as item {index + 1}");
}
