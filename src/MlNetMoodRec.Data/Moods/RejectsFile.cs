using MlNetMoodRec.Data;
using MlNetMoodRec.Scoring;

namespace MlNetMoodRec.Mood;

/// <summary>The rows of a run that could not be understood, written beside their place until the run is complete.</summary>
internal sealed class RejectsFile(string output) : IDisposable
{
    private readonly string _path = RejectedRow.PathOf(output);
    private FileStream? _aside;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    private string AsidePath => _path + ".partial";

    public void Add(IEnumerable<RejectedRow> rows)
    {
        foreach (RejectedRow[] one in rows.Chunk(1024))
        {
            _aside ??= new FileStream(AsidePath, FileMode.Create, FileAccess.Write, FileShare.None);
            RejectedRow.Writer.Append(_aside, DataFormat.JsonLines, one, withHeader: false);
            Count += one.Length;
        }
    }

    /// <summary>Puts them in their place; without any, those of an earlier run go.</summary>
    public void Place()
    {
        if (_aside is null)
        {
            File.Delete(_path);
            return;
        }

        _aside.Dispose();
        File.Move(AsidePath, _path, overwrite: true);
    }

    /// <summary>Removes what was not put in its place.</summary>
    public void Dispose()
    {
        if (_aside is not null)
        {
            _aside.Dispose();
            File.Delete(AsidePath);
        }
    }
}
