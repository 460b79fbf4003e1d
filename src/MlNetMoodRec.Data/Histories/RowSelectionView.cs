using System.Collections;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetMoodRec.Data.Histories;

/// <summary>Some of the rows of a data view, in its order. Rows that are left out are passed over, not made.</summary>
internal sealed class RowSelectionView(IDataView source, BitArray selected) : IDataView
{
    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => false;

    private BitArray Selected => selected;

    public long? GetRowCount() => Enumerable.Range(0, selected.Count).LongCount(row => selected[row]);

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded), selected);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    /// <summary>The rows of this view and those of another view of the same source, in the order of the source.</summary>
    public RowSelectionView With(RowSelectionView other) => new(source, new BitArray(selected).Or(other.Selected));

    private sealed class Cursor(DataViewRowCursor source, BitArray selected) : DataViewRowCursor
    {
        private long _position = -1;
        private int _row = -1;

        public override DataViewSchema Schema => source.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override bool MoveNext()
        {
            while (source.MoveNext())
            {
                if (selected[++_row])
                {
                    _position++;
                    return true;
                }
            }

            _position = -2;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                source.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
