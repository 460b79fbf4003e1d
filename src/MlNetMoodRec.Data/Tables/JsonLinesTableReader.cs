using System.Text;
using System.Text.Json;

namespace MlNetMoodRec.Data.Tables;

/// <summary>Files of one JSON object a line. Its columns are the keys that occur in the first <see cref="SampledRows"/> rows.</summary>
internal sealed class JsonLinesTableReader : TableReader
{
    public const int SampledRows = 1000;

    private readonly FileStream _stored;
    private readonly LineReader _lines;
    private readonly List<string> _columns = [];
    private byte[][] _keys = [];
    private Cell[] _cells = [];
    private ReadOnlyMemory<byte> _line;

    public JsonLinesTableReader(string path)
        : base(path)
    {
        Guard(SampleColumns);
        _lines = new LineReader(DataFile.OpenText(path, out _stored));
    }

    /// <summary>Asked about every key that is not bound: whether it is to be bound now, as a new last column.</summary>
    public Func<string, bool>? LateColumn { get; set; }

    public override IReadOnlyList<string> Columns => _columns;

    public override long Line => _lines.Line;

    public override double Share => _stored.Position / (double)_stored.Length;

    public override Cell this[int bound] => _cells[bound];

    public override void Bind(IReadOnlyList<int> columns)
    {
        _keys = [.. columns.Select(column => Encoding.UTF8.GetBytes(_columns[column]))];
        _cells = new Cell[_keys.Length];
    }

    public override void Dispose() => _lines.Dispose();

    protected override bool ReadRow()
    {
        if (!_lines.TryRead(out ReadOnlyMemory<byte> line))
        {
            return false;
        }

        Array.Fill(_cells, Cell.Missing);
        _line = line;
        try
        {
            ParseRow(line.Span);
        }
        catch (JsonException e)
        {
            throw new BadRowException($"broken JSON at byte {e.BytePositionInLine + 1}");
        }

        return true;
    }

    private bool SampleColumns()
    {
        using LineReader lines = new(DataFile.OpenText(Path));
        HashSet<string> seen = [];
        while (lines.Line < SampledRows && lines.TryRead(out ReadOnlyMemory<byte> line))
        {
            try
            {
                Utf8JsonReader json = new(line.Span);
                while (json.Read())
                {
                    if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1 && json.GetString() is { } key && seen.Add(key))
                    {
                        _columns.Add(key);
                    }
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // A broken row is reported, or skipped, when its turn comes.
            }
        }

        return true;
    }

    private void ParseRow(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader json = new(line);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new BadRowException("expected one JSON object a line, found " + (json.TokenType == JsonTokenType.StartArray ? "a list" : "a single value"));
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int column = IndexOf(ref json);
            json.Read();
            if (column >= 0)
            {
                _cells[column] = ReadCell(ref json, column);
            }

            json.Skip();
        }

        if (json.Read())
        {
            throw new BadRowException("more than one JSON value in a line");
        }
    }

    private int IndexOf(ref Utf8JsonReader json)
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            if (json.ValueTextEquals(_keys[i]))
            {
                return i;
            }
        }

        return LateColumn is null ? -1 : BindLate(Encoding.UTF8.GetString(json.ValueSpan));
    }

    private int BindLate(string key)
    {
        if (!LateColumn!(key))
        {
            return -1;
        }

        _columns.Add(key);
        _keys = [.. _keys, Encoding.UTF8.GetBytes(key)];
        _cells = [.. _cells, Cell.Missing];
        return _keys.Length - 1;
    }

    private Cell ReadCell(ref Utf8JsonReader json, int column)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                try
                {
                    return Cell.OfText(json.GetString()!);
                }
                catch (InvalidOperationException)
                {
                    throw NotUtf8(Encoding.UTF8.GetString(_keys[column]));
                }

            case JsonTokenType.Number:
                return Cell.OfNumber(Encoding.UTF8.GetString(json.ValueSpan));
            case JsonTokenType.True or JsonTokenType.False:
                return Cell.OfBoolean(json.TokenType == JsonTokenType.True);
            case JsonTokenType.Null:
                return Cell.Missing;
            case JsonTokenType.StartArray:
                int start = (int)json.TokenStartIndex;
                json.Skip();
                return Cell.OfList(new JsonList(_line[start..(int)json.BytesConsumed]));
            default:
                return new Cell(CellKind.Structure, "");
        }
    }
}
