namespace MlNetMoodRec.Data.Tables;

/// <summary>Splits a stream into lines of bytes, so that their encoding can be checked where they are used.</summary>
internal sealed class LineReader(Stream stream) : IDisposable
{
    private const int MaxLineBytes = 64 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Reads the next line that is not blank, without its line break. The memory is valid until the next call.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        while (TryReadAny(out line))
        {
            if (Line == 1 && line.Span.StartsWith("\uFEFF"u8))
            {
                line = line["\uFEFF"u8.Length..];
            }

            if (line.Span.ContainsAnyExcept(" \t"u8))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => stream.Dispose();

    private bool TryReadAny(out ReadOnlyMemory<byte> line)
    {
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0 || (_atEnd && _start < _end))
            {
                length = length >= 0 ? length + searched : _end - _start;
                int carriageReturn = length > 0 && _buffer[_start + length - 1] == '\r' ? 1 : 0;
                line = _buffer.AsMemory(_start, length - carriageReturn);
                _start = Math.Min(_end, _start + length + 1);
                Line++;
                return true;
            }

            if (_atEnd)
            {
                line = default;
                return false;
            }

            searched = _end - _start;
            Fill();
        }
    }

    private void Fill()
    {
        if (_end - _start > MaxLineBytes)
        {
            throw new IOException($"line {Line + 1} is longer than {MaxLineBytes >> 20} MB, so this is no file of lines.");
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _atEnd = read == 0;
    }
}
