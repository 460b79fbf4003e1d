using Parquet;
using Parquet.Schema;

namespace MlNetMoodRec.Data.Tables;

/// <summary>
/// Writes rows to a Parquet file as they come. Row groups are full but for the last, so that the same rows give the same
/// bytes however they come. The file can be read once it is completed.
/// </summary>
/// <param name="stream">Where to; it stays open.</param>
/// <param name="columns">The columns, in order.</param>
/// <param name="rowsPerGroup">How many rows a row group holds.</param>
internal sealed class ParquetTableWriter<TRow>(Stream stream, IReadOnlyList<ColumnWriter<TRow>> columns, int rowsPerGroup)
{
    private readonly List<TRow> _group = new(rowsPerGroup);
    private ParquetWriter? _parquet;

    public void Add(TRow row)
    {
        _group.Add(row);
        if (_group.Count == rowsPerGroup)
        {
            WriteGroupAsync().GetAwaiter().GetResult();
        }
    }

    /// <summary>Writes what is left, and the end of the file.</summary>
    public void Complete() => CompleteAsync().GetAwaiter().GetResult();

    private async Task CompleteAsync()
    {
        if (_group.Count > 0)
        {
            await WriteGroupAsync().ConfigureAwait(false);
        }

        ParquetWriter parquet = await OpenedAsync().ConfigureAwait(false);
        await parquet.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteGroupAsync()
    {
        ParquetWriter parquet = await OpenedAsync().ConfigureAwait(false);
        TRow[] rows = [.. _group];
        using ParquetRowGroupWriter group = parquet.CreateRowGroup();
        foreach (ColumnWriter<TRow> column in columns)
        {
            await column.WriteAsync(group, rows).ConfigureAwait(false);
        }

        _group.Clear();
    }

    private async Task<ParquetWriter> OpenedAsync() =>
        _parquet ??= await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), stream).ConfigureAwait(false);
}
