using ICSharpCode.SharpZipLib;

namespace MlNetMoodRec.Data.Tables;

/// <summary>Reads a file row by row, whatever its format, without holding more of it than a row (Parquet: a row group).</summary>
internal abstract class TableReader(string path) : IDisposable
{
    /// <summary>The file, as the user named it.</summary>
    public string Path { get; } = path;

    /// <summary>The names of the columns; a file without a header has their numbers.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Where the current row starts, from 1.</summary>
    public abstract long Line { get; }

    /// <summary>What <see cref="Line"/> counts.</summary>
    public virtual string LineName => "line";

    /// <summary>How much of the file was read, in [0, 1].</summary>
    public abstract double Share { get; }

    /// <summary>Whether the times are only an order.</summary>
    public virtual bool TimesAreOrder => false;

    /// <summary>Names the columns that will be read, by their positions in <see cref="Columns"/>, before the first row.</summary>
    public abstract void Bind(IReadOnlyList<int> columns);

    /// <summary>The value of the <paramref name="bound"/>-th bound column in the current row.</summary>
    public abstract Cell this[int bound] { get; }

    /// <summary>
    /// Goes on to the next row; false at the end. A row that cannot be understood is a <see cref="BadRowException"/>,
    /// after which reading may go on; a file that cannot be read is a <see cref="MoodRecException"/>.
    /// </summary>
    public bool Read() => Guard(ReadRow);

    /// <inheritdoc/>
    public abstract void Dispose();

    protected abstract bool ReadRow();

    protected T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is SharpZipBaseException or EndOfStreamException or InvalidDataException)
        {
            throw new MoodRecException($"'{Path}' is not a complete gzip file ({e.Message}). Copy or download it again.", e);
        }
        catch (IOException e)
        {
            throw new MoodRecException($"'{Path}' cannot be read: {e.Message}", e);
        }
    }

    protected static BadRowException NotUtf8(string column) =>
        new($"column '{column}': expected UTF-8, found other bytes. Convert the file (iconv -f LATIN1 -t UTF-8)");
}
