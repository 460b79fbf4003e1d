using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace MlNetMoodRec.Data.Tables;

/// <summary>Files of <c>user song song ...</c> a line. Each song becomes a row whose time is its place in the line.</summary>
internal sealed class SequenceTableReader : TableReader
{
    private static readonly string[] Names = ["user", "song", "time"];

    private readonly FileStream _stored;
    private readonly LineReader _lines;
    private readonly Cell[] _cells = new Cell[3];
    private IReadOnlyList<int> _bound = [];
    private string[] _words = [];
    private int _next;

    public SequenceTableReader(string path)
        : base(path) => _lines = new LineReader(DataFile.OpenText(path, out _stored));

    public override IReadOnlyList<string> Columns => Names;

    public override long Line => _lines.Line;

    public override double Share => _stored.Position / (double)_stored.Length;

    public override bool TimesAreOrder => true;

    public override Cell this[int bound] => _cells[_bound[bound]];

    public override void Bind(IReadOnlyList<int> columns) => _bound = columns;

    public override void Dispose() => _lines.Dispose();

    protected override bool ReadRow()
    {
        if (_next >= _words.Length && !ReadLine())
        {
            return false;
        }

        _cells[0] = Cell.OfText(_words[0]);
        _cells[1] = Cell.OfText(_words[_next]);
        _cells[2] = Cell.OfNumber((_next - 1).ToString(CultureInfo.InvariantCulture));
        _next++;
        return true;
    }

    private bool ReadLine()
    {
        if (!_lines.TryRead(out ReadOnlyMemory<byte> line))
        {
            return false;
        }

        if (!Utf8.IsValid(line.Span))
        {
            throw NotUtf8(Names[1]);
        }

        _words = Encoding.UTF8.GetString(line.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        _next = 1;
        return _words.Length > 1 ? true : throw new BadRowException("expected a listener and at least one song, found one word");
    }
}
