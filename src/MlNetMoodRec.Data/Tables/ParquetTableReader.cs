using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace MlNetMoodRec.Data.Tables;

/// <summary>Parquet files, a row group at a time and only the bound columns of it.</summary>
internal sealed class ParquetTableReader : TableReader
{
    private readonly SynchronousStream _stream;
    private readonly ParquetReader _parquet;
    private readonly DataField[] _fields;
    private readonly string[] _names;
    private readonly double _rows;
    private DataField[] _bound = [];
    private Func<int, Cell>[] _values = [];
    private long _rowsBefore;
    private int _groupRows;
    private int _group;
    private int _row = -1;

    public ParquetTableReader(string path)
        : base(path)
    {
        _stream = new SynchronousStream(DataFile.OpenStored(path));
        try
        {
            _parquet = GuardParquet(() => ParquetReader.CreateAsync(_stream, new ParquetOptions { TreatByteArrayAsString = true }));
            _fields = [.. _parquet.Schema.DataFields.Where(field => field.Path.Length == 1 || (field.Path.Length == 3 && ParquetList.IsList(field)))];
            _names = [.. _fields.Select(field => field.Path.FirstPart!)];
            _rows = _parquet.Metadata!.NumRows;
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> Columns => _names;

    public override long Line => _rowsBefore + _row + 1;

    public override string LineName => "row";

    public override double Share => _rows > 0 ? Math.Min(1, Line / _rows) : 1;

    public override Cell this[int bound] => _values[bound](_row);

    public override void Bind(IReadOnlyList<int> columns)
    {
        _bound = [.. columns.Select(column => _fields[column])];
        _values = new Func<int, Cell>[_bound.Length];
    }

    public override void Dispose()
    {
        _parquet.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    protected override bool ReadRow()
    {
        while (++_row >= _groupRows)
        {
            if (_group == _parquet.RowGroupCount)
            {
                return false;
            }

            _rowsBefore += _groupRows;
            _groupRows = GuardParquet(() => ReadGroupAsync(_group++));
            _row = -1;
        }

        return true;
    }

    private async Task<int> ReadGroupAsync(int index)
    {
        using ParquetRowGroupReader group = _parquet.OpenRowGroupReader(index);
        int rows = checked((int)group.RowCount);
        for (int i = 0; i < _bound.Length; i++)
        {
            _values[i] = await ReadColumnAsync(group, _bound[i], rows).ConfigureAwait(false);
        }

        return rows;
    }

    private async Task<Func<int, Cell>> ReadColumnAsync(ParquetRowGroupReader group, DataField field, int rows)
    {
        if (ParquetList.IsList(field))
        {
            return await ParquetList.ReadAsync(Path, group, field, rows).ConfigureAwait(false);
        }

        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            string?[] texts = new string?[rows];
            await group.ReadAsync(field, texts.AsMemory()!).ConfigureAwait(false);
            return row => texts[row] is { } text ? Cell.OfText(text) : Cell.Missing;
        }

        return field.ClrType switch
        {
            Type type when type == typeof(bool) => await ReadAsync<bool>(group, field, rows, Cell.OfBoolean).ConfigureAwait(false),
            Type type when type == typeof(DateTime) => await ReadAsync<DateTime>(group, field, rows, ToUtc).ConfigureAwait(false),
            Type type when type == typeof(Guid) =>
                await ReadAsync<Guid>(group, field, rows, id => Cell.OfText(id.ToString())).ConfigureAwait(false),
            Type type when type == typeof(sbyte) => await ReadNumbersAsync<sbyte>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(byte) => await ReadNumbersAsync<byte>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(short) => await ReadNumbersAsync<short>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(ushort) => await ReadNumbersAsync<ushort>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(int) => await ReadNumbersAsync<int>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(uint) => await ReadNumbersAsync<uint>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(long) => await ReadNumbersAsync<long>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(ulong) => await ReadNumbersAsync<ulong>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(float) => await ReadNumbersAsync<float>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(double) => await ReadNumbersAsync<double>(group, field, rows).ConfigureAwait(false),
            Type type when type == typeof(decimal) => await ReadNumbersAsync<decimal>(group, field, rows).ConfigureAwait(false),
            Type type => throw new MoodRecException(
                $"'{Path}', column '{field.Name}': expected texts, numbers, booleans or times, found values of the kind {type.Name}."),
        };
    }

    private static Task<Func<int, Cell>> ReadNumbersAsync<T>(ParquetRowGroupReader group, DataField field, int rows)
        where T : struct, IFormattable =>
        ReadAsync<T>(group, field, rows, number => Cell.OfNumber(number.ToString(null, CultureInfo.InvariantCulture)));

    private static async Task<Func<int, Cell>> ReadAsync<T>(ParquetRowGroupReader group, DataField field, int rows, Func<T, Cell> toCell)
        where T : struct
    {
        if (field.IsNullable)
        {
            T?[] values = new T?[rows];
            await group.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
            return row => values[row] is { } value ? toCell(value) : Cell.Missing;
        }
        else
        {
            T[] values = new T[rows];
            await group.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
            return row => toCell(values[row]);
        }
    }

    private static Cell ToUtc(DateTime time) =>
        Cell.OfTime(time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc));

    /// <summary>A damaged file makes the Parquet reader throw nearly any exception.</summary>
    private T GuardParquet<T>(Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not (MoodRecException or OutOfMemoryException))
        {
            throw new MoodRecException($"'{Path}' is not a complete Parquet file ({e.Message}). Copy or write it again.", e);
        }
    }
}
