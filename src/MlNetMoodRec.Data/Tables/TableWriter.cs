using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;

namespace MlNetMoodRec.Data.Tables;

/// <summary>
/// Writes rows to CSV, JSON lines or Parquet, a row at a time (Parquet: a row group at a time). The same rows give the
/// same bytes.
/// </summary>
/// <param name="columns">The columns, in order.</param>
internal sealed class TableWriter<TRow>(params ColumnWriter<TRow>[] columns)
{
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const int RowsPerReport = 1 << 16;

    /// <summary>How many rows a row group of Parquet holds: whoever writes or reads the file has them in memory together.</summary>
    public int RowsPerGroup { get; init; } = 1 << 13;

    public void Write(string path, IEnumerable<TRow> rows, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        IEnumerable<TRow> watched = Watch(rows, progress, cancellationToken);
        DataFormat format = AsideFile.FormatOf(path);
        AsideFile.Write(path, stream =>
        {
            if (format == DataFormat.Parquet)
            {
                ParquetTableWriter<TRow> parquet = ToParquet(stream);
                foreach (TRow row in watched)
                {
                    parquet.Add(row);
                }

                parquet.Complete();
            }
            else
            {
                Append(stream, format, watched, withHeader: true);
            }
        });
    }

    /// <summary>Writes rows to a Parquet file one by one.</summary>
    public ParquetTableWriter<TRow> ToParquet(Stream stream) => new(stream, columns, RowsPerGroup);

    /// <summary>Writes rows of CSV or JSON lines after those that a stream holds already.</summary>
    public void Append(Stream stream, DataFormat format, IEnumerable<TRow> rows, bool withHeader)
    {
        if (format == DataFormat.Csv)
        {
            AppendCsv(stream, rows, withHeader);
        }
        else
        {
            AppendJson(stream, rows);
        }
    }

    private static IEnumerable<TRow> Watch(IEnumerable<TRow> rows, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        long count = 0;
        foreach (TRow row in rows)
        {
            if (count++ % RowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(count - 1);
            }

            yield return row;
        }

        progress?.Report(count);
    }

    private void AppendJson(Stream stream, IEnumerable<TRow> rows)
    {
        using Utf8JsonWriter json = new(stream, JsonOptions);
        foreach (TRow row in rows)
        {
            json.WriteStartObject();
            foreach (ColumnWriter<TRow> column in columns)
            {
                json.WritePropertyName(column.Field.Name);
                column.WriteJson(json, row);
            }

            json.WriteEndObject();
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
        }
    }

    private void AppendCsv(Stream stream, IEnumerable<TRow> rows, bool withHeader)
    {
        using CsvWriter csv = CsvWriter.Create(
            stream,
            new CsvWriterOptions { NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture },
            leaveOpen: true);
        if (withHeader)
        {
            csv.WriteHeader([.. columns.Select(column => column.Field.Name)]);
        }

        foreach (TRow row in rows)
        {
            foreach (ColumnWriter<TRow> column in columns)
            {
                csv.WriteField(column.Format(row));
            }

            csv.EndRecord();
        }

        csv.Flush();
    }
}
