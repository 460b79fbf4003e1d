using System.Globalization;
using System.Text;

namespace MlNetMoodRec.Data.Tables;

/// <summary>
/// A list in one text, which is how CSV holds it: items joined by <c>|</c>; a <c>|</c> or a <c>\</c> that belongs to an
/// item has a <c>\</c> before it. An empty text is an empty list.
/// </summary>
internal sealed class ListText(string text) : ListValue
{
    private const char Separator = '|';
    private const char Escape = '\\';

    public static string Join(IEnumerable<string> items) => string.Join(Separator, items.Select(item => item.AsSpan().ContainsAny(Separator, Escape)
        ? item.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal)
        : item));

    public static string Join(IEnumerable<float> items) => string.Join(Separator, items.Select(item => item.ToString(CultureInfo.InvariantCulture)));

    public override float[] Numbers() => [.. Texts().Select((item, i) => Number(Cell.OfText(item), i))];

    public override string[] Texts()
    {
        if (text.Length == 0)
        {
            return [];
        }

        if (!text.Contains(Escape, StringComparison.Ordinal))
        {
            return text.Split(Separator);
        }

        List<string> items = [];
        var item = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Separator)
            {
                items.Add(item.ToString());
                item.Clear();
            }
            else
            {
                bool isEscaped = text[i] == Escape && i + 1 < text.Length && text[i + 1] is (Separator or Escape);
                item.Append(text[isEscaped ? ++i : i]);
            }
        }

        return [.. items, item.ToString()];
    }

    private static float Number(Cell cell, int index) =>
        CellParser.IsMissingNumber(cell) ? float.NaN
        : CellParser.TrySingle(cell.Text, out float number) ? number
        : throw NoNumber(index, cell);
}
