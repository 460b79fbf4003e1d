using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetMoodRec.Data.Histories;

/// <summary>A cursor over rows that are made when, and as far as, a column of them is asked for.</summary>
internal sealed class LazyRowCursor : DataViewRowCursor
{
    private readonly int _rows;
    private readonly bool[] _isActive;
    private readonly Func<DataViewSchema.Column, LazyRowCursor, Delegate> _createGetter;
    private long _position = -1;

    /// <param name="schema">The columns.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columnsNeeded">The columns that will be asked for.</param>
    /// <param name="createGetter">Makes the <see cref="ValueGetter{TValue}"/> of a column; it reads <see cref="Row"/>.</param>
    public LazyRowCursor(
        DataViewSchema schema,
        int rows,
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        Func<DataViewSchema.Column, LazyRowCursor, Delegate> createGetter)
    {
        Schema = schema;
        _rows = rows;
        _createGetter = createGetter;
        _isActive = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            _isActive[column.Index] = true;
        }
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    /// <summary>The current row.</summary>
    public int Row => (int)_position;

    public override bool IsColumnActive(DataViewSchema.Column column) => _isActive[column.Index];

    public override bool MoveNext()
    {
        if (_position + 1 >= _rows || _position < -1)
        {
            _position = -2;
            return false;
        }

        _position++;
        return true;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' was not asked for when the cursor was made.");
        }

        return _createGetter(Schema[column.Index], this) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}, not {typeof(TValue)}.");
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);
}
