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
        ListLayout layout = Layout(column, leaf, rows);
        return column switch
        {
            RawColumnData<ReadOnlyMemory<char>> texts => OfTexts(texts, layout),
            RawColumnData<float> numbers => Of(numbers, n => n, layout),
            RawColumnData<double> numbers => Of(numbers, n => (float)n, layout),
            RawColumnData<int> numbers => Of(numbers, n => n, layout),
            RawColumnData<long> numbers => Of(numbers, n => n, layout),
            _ => throw new MoodRecException(
                $"'{path}', column '{leaf.Path.FirstPart}': expected lists of texts or of numbers, found lists of the kind {leaf.ClrType.Name}."),
        };
    }

    private static ListLayout Layout(RawColumnData column, DataField leaf, int rows)
    {
        ReadOnlySpan<int> repetition = column.RepetitionLevels;
        ReadOnlySpan<int> definition = column.DefinitionLevels;
        int missingLevel = leaf.IsNullable ? leaf.MaxDefinitionLevel - 1 : -1;
        int[] starts = new int[rows + 1];
        int[]? stored = definition.Contains(missingLevel) ? new int[definition.Length] : null;
        int row = -1;
        int items = 0;
        int values = 0;
        for (int i = 0; i < repetition.Length; i++)
        {
            if (repetition[i] == 0)
            {
                starts[++row] = items;
            }

            bool isThere = definition[i] == leaf.MaxDefinitionLevel;
            if (isThere || definition[i] == missingLevel)
            {
                if (stored is not null)
                {
                    stored[items] = isThere ? values : ListLayout.Missing;
                }

                items++;
                values += isThere ? 1 : 0;
            }
        }

        starts[rows] = items;
        return row + 1 == rows ? new ListLayout(starts, stored) : throw new InvalidDataException($"the lists of column '{leaf.Path}' are of {row + 1} rows, not {rows}");
    }

    private static Func<int, Cell> OfTexts(RawColumnData<ReadOnlyMemory<char>> column, ListLayout layout)
    {
        // The same ids come again and again: one string for each.
        Dictionary<string, int> codes = [];
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan = codes.GetAlternateLookup<ReadOnlySpan<char>>();
        List<string> known = [];
        ReadOnlySpan<ReadOnlyMemory<char>> values = column.Values;
        int[] texts = new int[values.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            ReadOnlySpan<char> text = values[i].Span;
            if (!bySpan.TryGetValue(text, out texts[i]))
            {
                bySpan[text] = texts[i] = known.Count;
                known.Add(text.ToString());
            }
        }

        // The buffer goes back to a pool, and would keep every text there.
        column.Values.Clear();
        return row => Cell.OfList(new TextList(layout.Row(row), stored => known[texts[stored]]));
    }

    private static Func<int, Cell> Of<T>(RawColumnData<T> column, Func<T, float> toSingle, ListLayout layout)
        where T : struct, IFormattable
    {
        T[] numbers = column.Values.ToArray();
        return row => Cell.OfList(new NumberList<T>(layout.Row(row), stored => numbers[stored], toSingle));
    }

    /// <summary>Where the items of each row start, with an end; and of each item the stored value, unless item i is value i because none is missing.</summary>
    private sealed record ListLayout(int[] Starts, int[]? Stored)
    {
        public const int Missing = -1;

        /// <summary>The stored values of a row's items, or <see cref="Missing"/>.</summary>
        public IEnumerable<int> Row(int row) => Stored is null
            ? Enumerable.Range(Starts[row], Starts[row + 1] - Starts[row])
            : new ArraySegment<int>(Stored, Starts[row], Starts[row + 1] - Starts[row]);
    }

    private sealed class TextList(IEnumerable<int> items, Func<int, string> text) : ListValue
    {
        public override string[] Texts() => [.. items.Select(item => item == ListLayout.Missing ? "" : text(item))];

        public override float[] Numbers() => [.. items.Select((item, i) =>
            item == ListLayout.Missing || CellParser.IsMissingNumber(Cell.OfText(text(item))) ? float.NaN
            : CellParser.TrySingle(text(item), out float number) ? number
            : throw NoNumber(i, Cell.OfText(text(item))))];
    }

    private sealed class NumberList<T>(IEnumerable<int> items, Func<int, T> number, Func<T, float> toSingle) : ListValue
        where T : struct, IFormattable
    {
        public override string[] Texts() => [.. items.Select(item => item == ListLayout.Missing ? "" : number(item).ToString(null, CultureInfo.InvariantCulture))];

        public override float[] Numbers() => [.. items.Select(item => item == ListLayout.Missing ? float.NaN : toSingle(number(item)))];
    }
}
