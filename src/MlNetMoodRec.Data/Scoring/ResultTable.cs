using System.Globalization;
using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Scoring;

/// <summary>The cells of the current row of a file that scoring wrote; whatever else is in them is an error.</summary>
internal sealed class ResultTable
{
    private readonly Table _table;
    private readonly string[] _columns;

    private ResultTable(Table table, string[] columns)
    {
        _table = table;
        _columns = columns;
    }

    /// <summary>The rows of a file, each made by <paramref name="make"/> from its cells.</summary>
    public static IEnumerable<T> Read<T>(string path, DataFormat format, string[] columns, Func<ResultTable, T> make)
    {
        ColumnRole[] roles = [.. columns.Select(name => new ColumnRole(name, [name.Replace("_", "", StringComparison.Ordinal)], IsRequired: true))];
        using Table table = new(path, new ContextReaderOptions { Format = format }, new ColumnMapping("", roles, []));
        var cells = new ResultTable(table, columns);
        T? made = default;
        while (table.Read(() => made = make(cells)))
        {
            yield return made!;
        }
    }

    public string Text(int column) => _table[column].Text;

    public long Whole(int column) =>
        long.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw Bad(column, "a whole number");

    public float Number(int column) => CellParser.TrySingle(Text(column), out float number) ? number : throw Bad(column, "a number");

    public string[] Texts(int column) => List(column).Texts();

    public float[] Numbers(int column)
    {
        try
        {
            return List(column).Numbers();
        }
        catch (FormatException)
        {
            throw Bad(column, "a list of numbers");
        }
    }

    private ListValue List(int column)
    {
        Cell cell = _table[column];
        return cell.List ?? (cell.Kind is CellKind.Text ? new ListText(cell.Text) : throw Bad(column, "a list"));
    }

    private BadRowException Bad(int column, string expected) => new(_columns[column], "of a scored file", expected, _table[column]);
}
