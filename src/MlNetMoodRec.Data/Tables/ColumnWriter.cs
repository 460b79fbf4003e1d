using System.Globalization;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace MlNetMoodRec.Data.Tables;

/// <summary>How one column of a row is written.</summary>
/// <param name="Field">Its name and its type in Parquet.</param>
/// <param name="Format">Its text in CSV.</param>
/// <param name="WriteJson">Writes its value in JSON.</param>
/// <param name="WriteAsync">Writes a row group's values to Parquet.</param>
internal sealed record ColumnWriter<TRow>(
    Field Field,
    Func<TRow, string> Format,
    Action<Utf8JsonWriter, TRow> WriteJson,
    Func<ParquetRowGroupWriter, TRow[], Task> WriteAsync)
{
    // Optional list of items that are there: the levels of an item and of an empty list.
    private const int ItemLevel = 2;
    private const int EmptyListLevel = 1;

    // A dot only where a fraction follows it.
    private const string IsoFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";

    public static ColumnWriter<TRow> Text(string name, Func<TRow, string> value)
    {
        DataField<string> field = new(name, false);
        return new(
            field,
            value,
            (json, row) => json.WriteStringValue(value(row)),
            (group, rows) => group.WriteAsync(field, Array.ConvertAll(rows, row => value(row))));
    }

    public static ColumnWriter<TRow> Whole(string name, Func<TRow, long> value)
    {
        DataField<long> field = new(name, false);
        return new(
            field,
            row => value(row).ToString(CultureInfo.InvariantCulture),
            (json, row) => json.WriteNumberValue(value(row)),
            (group, rows) => group.WriteAsync<long>(field, Array.ConvertAll(rows, row => value(row))));
    }

    public static ColumnWriter<TRow> Number(string name, Func<TRow, float> value)
    {
        DataField<float> field = new(name, false);
        return new(
            field,
            row => value(row).ToString(CultureInfo.InvariantCulture),
            (json, row) => json.WriteNumberValue(value(row)),
            (group, rows) => group.WriteAsync<float>(field, Array.ConvertAll(rows, row => value(row))));
    }

    public static ColumnWriter<TRow> OptionalNumber(string name, Func<TRow, float?> value)
    {
        DataField<float> field = new(name, true);
        return new(
            field,
            row => value(row)?.ToString(CultureInfo.InvariantCulture) ?? "",
            (json, row) =>
            {
                if (value(row) is { } number)
                {
                    json.WriteNumberValue(number);
                }
                else
                {
                    json.WriteNullValue();
                }
            },
            (group, rows) => group.WriteAsync<float>(field, Array.ConvertAll(rows, row => value(row)).AsMemory()));
    }

    public static ColumnWriter<TRow> Time(string name, Func<TRow, DateTime> utc)
    {
        DateTimeDataField field = new(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: false);
        return new(
            field,
            row => utc(row).ToString(IsoFormat, CultureInfo.InvariantCulture),
            (json, row) => json.WriteStringValue(utc(row).ToString(IsoFormat, CultureInfo.InvariantCulture)),
            (group, rows) => group.WriteAsync<DateTime>(field, Array.ConvertAll(rows, row => DateTime.SpecifyKind(utc(row), DateTimeKind.Utc))));
    }

    public static ColumnWriter<TRow> Texts(string name, Func<TRow, string[]> values)
    {
        DataField<string> item = new("element", false);
        return List(
            new ListField(name, item),
            values,
            ListText.Join,
            (json, text) => json.WriteStringValue(text),
            (group, texts, definition, repetition) => group.WriteAllPartsAsync<ReadOnlyMemory<char>>(
                item, Array.ConvertAll(texts, text => text.AsMemory()), definition, repetition, CancellationToken.None));
    }

    public static ColumnWriter<TRow> Numbers(string name, Func<TRow, float[]> values)
    {
        DataField<float> item = new("element", false);
        return List(
            new ListField(name, item),
            values,
            ListText.Join,
            (json, number) => json.WriteNumberValue(number),
            (group, numbers, definition, repetition) => group.WriteAllPartsAsync<float>(item, numbers, definition, repetition, CancellationToken.None));
    }

    private static ColumnWriter<TRow> List<T>(
        ListField field,
        Func<TRow, T[]> values,
        Func<T[], string> join,
        Action<Utf8JsonWriter, T> writeItem,
        Func<ParquetRowGroupWriter, T[], ReadOnlyMemory<int>, ReadOnlyMemory<int>, Task> write) => new(
            field,
            row => join(values(row)),
            (json, row) =>
            {
                json.WriteStartArray();
                Array.ForEach(values(row), item => writeItem(json, item));
                json.WriteEndArray();
            },
            (group, rows) =>
            {
                T[][] lists = Array.ConvertAll(rows, row => values(row));
                int[] definition = [.. lists.SelectMany(list => list.Length == 0 ? [EmptyListLevel] : Enumerable.Repeat(ItemLevel, list.Length))];
                int[] repetition = [.. lists.SelectMany(list => Enumerable.Range(0, Math.Max(1, list.Length)).Select(i => Math.Min(i, 1)))];
                return write(group, [.. lists.SelectMany(list => list)], definition, repetition);
            });
}
