using System.Globalization;
using CsvHelper;
using Parquet;
using Parquet.Schema;

namespace MlNetMoodRec.Data.Tables;

/// <summary>
/// Writes rows to CSV or Parquet, a row at a time (Parquet: a row group at a time). The same rows give the same bytes.
/// </summary>
/// <param name="columns">The columns, in order.</param>
internal sealed class TableWriter<TRow>(params ColumnWriter<TRow>[] columns)
{
    private const int RowsPerGroup = 1 << 17;
    private const int RowsPerReport = 1 << 16;

    public void Write(string path, IEnumerable<TRow> rows, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        IEnumerable<TRow> watched = Watch(rows, progress, cancellationToken);
        if (AsideFile.FormatOf(path) == DataFormat.Csv)
        {
            AsideFile.Write(path, stream => WriteCsv(stream, watched));
        }
        else
        {
            AsideFile.Write(path, stream => WriteParquetAsync(stream, watched).GetAwaiter().GetResult());
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

    private void WriteCsv(Stream stream, IEnumerable<TRow> rows)
    {
        using CsvWriter csv = CsvWriter.Create(
            stream,
            new CsvWriterOptions { NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture },
            leaveOpen: true);
        csv.WriteHeader([.. columns.Select(column => column.Field.Name)]);
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

    private async Task WriteParquetAsync(Stream stream, IEnumerable<TRow> rows)
    {
        ParquetWriter parquet = await ParquetWriter
            .CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), stream)
            .ConfigureAwait(false);
        await using (parquet.ConfigureAwait(false))
        {
            foreach (TRow[] group in rows.Chunk(RowsPerGroup))
            {
                using ParquetRowGroupWriter writer = parquet.CreateRowGroup();
                foreach (ColumnWriter<TRow> column in columns)
                {
                    await column.WriteAsync(writer, group).ConfigureAwait(false);
                }
            }
        }
    }
}
