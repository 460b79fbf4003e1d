using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace MlNetMoodRec.Data.Tables;

/// <summary>How one column of a row is written.</summary>
/// <param name="Field">Its name and its type in Parquet.</param>
/// <param name="Format">Its text in CSV.</param>
/// <param name="WriteAsync">Writes a row group's values to Parquet.</param>
internal sealed record ColumnWriter<TRow>(DataField Field, Func<TRow, string> Format, Func<ParquetRowGroupWriter, TRow[], Task> WriteAsync)
{
    // A dot only where a fraction follows it.
    private const string IsoFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";

    public static ColumnWriter<TRow> Text(string name, Func<TRow, string> value)
    {
        DataField<string> field = new(name, false);
        return new(field, value, (group, rows) => group.WriteAsync(field, Array.ConvertAll(rows, row => value(row))));
    }

    public static ColumnWriter<TRow> Number(string name, Func<TRow, float> value)
    {
        DataField<float> field = new(name, false);
        return new(
            field,
            row => value(row).ToString(CultureInfo.InvariantCulture),
            (group, rows) => group.WriteAsync<float>(field, Array.ConvertAll(rows, row => value(row))));
    }

    public static ColumnWriter<TRow> OptionalNumber(string name, Func<TRow, float?> value)
    {
        DataField<float> field = new(name, true);
        return new(
            field,
            row => value(row)?.ToString(CultureInfo.InvariantCulture) ?? "",
            (group, rows) => group.WriteAsync<float>(field, Array.ConvertAll(rows, row => value(row)).AsMemory()));
    }

    public static ColumnWriter<TRow> Time(string name, Func<TRow, DateTime> utc)
    {
        DateTimeDataField field = new(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: false);
        return new(
            field,
            row => utc(row).ToString(IsoFormat, CultureInfo.InvariantCulture),
            (group, rows) => group.WriteAsync<DateTime>(field, Array.ConvertAll(rows, row => DateTime.SpecifyKind(utc(row), DateTimeKind.Utc))));
    }
}
