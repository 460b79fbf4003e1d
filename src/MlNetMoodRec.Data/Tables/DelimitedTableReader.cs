using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace MlNetMoodRec.Data.Tables;

/// <summary>CSV and TSV files.</summary>
internal sealed class DelimitedTableReader : TableReader
{
    // Against a quote that is never closed at the start of a large file.
    private const int MaxRecordBytes = 64 << 20;

    private readonly FileStream _stored;
    private readonly CsvReader _csv;
    private readonly bool _hasHeader;
    private readonly Queue<(long Line, CsvMalformedReason Reason)> _malformed = new();
    private readonly List<string> _columns;
    private IReadOnlyList<int> _bound = [];
    private bool _isOnFirst;
    private bool _isEmpty;

    public DelimitedTableReader(string path, DataFormat format, TableReaderOptions options, bool hasHeader)
        : base(path)
    {
        bool isTsv = format == DataFormat.Tsv;
        _hasHeader = hasHeader;
        _csv = CsvReader.Create(DataFile.OpenText(path, out _stored), new CsvReaderOptions
        {
            Separator = options.Separator ?? (isTsv ? '\t' : null),
            HasHeader = hasHeader,
            Mode = options.Quoted ?? !isTsv ? CsvMode.Rfc4180 : CsvMode.NoEscape,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            OnMalformedRecord = record => _malformed.Enqueue((record.LineNumber, record.Reason)),
        });
        try
        {
            _columns = Guard(ReadColumns);
        }
        catch
        {
            _csv.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> Columns => _columns;

    public override long Line => _csv.LineNumber;

    public override double Share => _stored.Position / (double)_stored.Length;

    public override Cell this[int bound]
    {
        get
        {
            int column = _bound[bound];
            return Utf8.IsValid(_csv.GetSpan(column)) ? Cell.OfText(_csv.GetString(column)) : throw NotUtf8(_columns[column]);
        }
    }

    public override void Bind(IReadOnlyList<int> columns) => _bound = columns;

    public override void Dispose() => _csv.Dispose();

    protected override bool ReadRow()
    {
        try
        {
            if (_isEmpty || (!_isOnFirst && !_csv.Read()))
            {
                return false;
            }
        }
        catch (CsvFormatException e)
        {
            throw new MoodRecException(
                $"'{Path}', line {e.LineNumber}: a row of more than {MaxRecordBytes >> 20} MB, as a quote that is never closed makes it.", e);
        }

        _isOnFirst = false;
        CheckQuotes();
        return _csv.FieldCount == _columns.Count
            ? true
            : throw new BadRowException($"expected {_columns.Count} fields as in the first row, found {_csv.FieldCount}");
    }

    private List<string> ReadColumns()
    {
        if (_hasHeader)
        {
            _csv.ReadHeader();
            _malformed.Clear();
            List<string> names = [.. _csv.Headers.Select(name => name.Trim())];
            return names.Exists(name => name.AsSpan().ContainsAny('\uFFFD', '\0'))
                ? throw new MoodRecException($"'{Path}' is not a text file in UTF-8: its first line holds other bytes.")
                : names;
        }

        _isEmpty = !_csv.Read();
        _isOnFirst = !_isEmpty;
        return [.. Enumerable.Range(0, _isEmpty ? 0 : _csv.FieldCount).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>A quote inside an unquoted field (12" vinyl) is read as it stands; other misplaced quotes make the row unreadable.</summary>
    private void CheckQuotes()
    {
        CsvMalformedReason? reason = null;
        while (_malformed.TryPeek(out (long Line, CsvMalformedReason Reason) record) && record.Line <= _csv.LineNumber)
        {
            _malformed.Dequeue();
            reason = record.Line == _csv.LineNumber && record.Reason != CsvMalformedReason.StrayQuote ? record.Reason : reason;
        }

        if (reason is not null)
        {
            throw new BadRowException(reason == CsvMalformedReason.UnterminatedQuote
                ? "a quoted field that is never closed"
                : "text after the closing quote of a field");
        }
    }
}
