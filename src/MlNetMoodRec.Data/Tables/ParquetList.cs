using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace MlNetMoodRec.Data.Tables;

/// <summary>A list column of a Parquet row group: the items of all rows, and where each row's items start.</summary>
internal static class ParquetList
{
    /// <summary>Whether a leaf column holds one list a row.</summary>
    public static bool IsList(DataField leaf) => leaf.MaxRepetitionLevel == 1;

    /// <summary>The cells of a list column, of a row group's rows; <paramref name="path"/> stands for the file in messages.</summary>
    public static async Task<Func<int, Cell>> ReadAsync(string path, ParquetRowGroupReader group, DataField leaf, int rows)
    {
        using RawColumnData column = await group.ReadRawColumnDataBaseAsync(leaf).ConfigureAwait(false);
        (int[] starts, int?[] items) = Layout(column, leaf, rows);
        return column switch
        {
            RawColumnData<ReadOnlyMemory<char>> texts => OfTexts(texts, starts, items),
            RawColumnData<float> numbers => Of(numbers, n => n, starts, items),
            RawColumnData<double> numbers => Of(numbers, n => (float)n, starts, items),
            RawColumnData<int> numbers => Of(numbers, n => n, starts, items),
            RawColumnData<long> numbers => Of(numbers, n => n, starts, items),
            _ => throw new MoodRecException(
                $"'{path}', column '{leaf.Path.FirstPart}': expected lists of texts or of numbers, found lists of the kind {leaf.ClrType.Name}."),
        };
    }

    /// <summary>Where the items of each row start, with an end, and which stored value each item is; null for a missing one.</summary>
    private static (int[] Starts, int?[] Items) Layout(RawColumnData column, DataField leaf, int rows)
    {
        ReadOnlySpan<int> repetition = column.RepetitionLevels;
        ReadOnlySpan<int> definition = column.DefinitionLevels;
        int[] starts = new int[rows + 1];
        List<int?> items = new(repetition.Length);
        int row = -1;
        int stored = 0;
        for (int i = 0; i < repetition.Length; i++)
        {
            if (repetition[i] == 0)
            {
                starts[++row] = items.Count;
            }

            if (definition[i] == leaf.MaxDefinitionLevel)
            {
                items.Add(stored++);
            }
            else if (leaf.IsNullable && definition[i] == leaf.MaxDefinitionLevel - 1)
            {
                items.Add(null);
            }
        }

        starts[rows] = items.Count;
        return row + 1 == rows ? (starts, [.. items]) : throw new InvalidDataException($"the lists of column '{leaf.Path}' are of {row + 1} rows, not {rows}");
    }

    private static Func<int, Cell> OfTexts(RawColumnData<ReadOnlyMemory<char>> column, int[] starts, int?[] items)
    {
        // The same ids come again and again: one string for each.
        HashSet<string> known = [];
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> bySpan = known.GetAlternateLookup<ReadOnlySpan<char>>();
        string?[] texts = new string?[items.Length];
        ReadOnlySpan<ReadOnlyMemory<char>> values = column.Values;
        for (int i = 0; i < texts.Length; i++)
        {
            if (items[i] is { } stored)
            {
                ReadOnlySpan<char> text = values[stored].Span;
                if (!bySpan.TryGetValue(text, out texts[i]))
                {
                    known.Add(texts[i] = text.ToString());
                }
            }
        }

        return row => Cell.OfList(new TextList(new ArraySegment<string?>(texts, starts[row], starts[row + 1] - starts[row])));
    }

    private static Func<int, Cell> Of<T>(RawColumnData<T> column, Func<T, float> toSingle, int[] starts, int?[] items)
        where T : struct, IFormattable
    {
        T?[] numbers = new T?[items.Length];
        ReadOnlySpan<T> values = column.Values;
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = items[i] is { } stored ? values[stored] : null;
        }

        return row => Cell.OfList(new NumberList<T>(new ArraySegment<T?>(numbers, starts[row], starts[row + 1] - starts[row]), toSingle));
    }

    private sealed class TextList(ArraySegment<string?> items) : ListValue
    {
        public override string[] Texts() => [.. items.Select(item => item ?? "")];

        public override float[] Numbers() => [.. items.Select((item, i) =>
            item is null || CellParser.IsMissingNumber(Cell.OfText(item)) ? float.NaN
            : CellParser.TrySingle(item, out float number) ? number
            : throw NoNumber(i, Cell.OfText(item)))];
    }

    private sealed class NumberList<T>(ArraySegment<T?> items, Func<T, float> toSingle) : ListValue
        where T : struct, IFormattable
    {
        public override string[] Texts() => [.. items.Select(item => item?.ToString(null, CultureInfo.InvariantCulture) ?? "")];

        public override float[] Numbers() => [.. items.Select(item => item is { } number ? toSingle(number) : float.NaN)];
    }
}
