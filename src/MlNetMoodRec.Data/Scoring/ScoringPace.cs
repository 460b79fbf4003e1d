using System.Diagnostics;

namespace MlNetMoodRec.Scoring;

/// <summary>Turns how far a file was read into rows a second and the time left. The first report starts the clock.</summary>
internal sealed class ScoringPace(IProgress<ScoringProgress>? progress)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long? _firstRows;
    private double _firstShare;

    public void Report(long rows, double share)
    {
        if (_firstRows is null)
        {
            // The first chunk also opens the graphs; what an earlier run did takes no time.
            (_firstRows, _firstShare) = (rows, share);
            _watch.Restart();
        }

        double seconds = _watch.Elapsed.TotalSeconds;
        double left = share > _firstShare ? seconds * (1 - share) / (share - _firstShare) : 0;
        progress?.Report(new ScoringProgress(
            rows, share, seconds > 0 ? (rows - _firstRows.Value) / seconds : 0, TimeSpan.FromSeconds(Math.Min(left, TimeSpan.MaxValue.TotalSeconds / 2))));
    }
}
