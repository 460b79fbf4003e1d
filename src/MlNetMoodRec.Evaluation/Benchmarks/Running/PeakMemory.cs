using System.Diagnostics;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>The largest resident memory of the process from here on, looked at ten times a second.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer _timer;
    private long _bytes;

    public PeakMemory()
    {
        // What earlier work left behind is not this work's.
        GC.Collect();
        Look();
        _timer = new Timer(_ => Look(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
    }

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Dispose()
    {
        _timer.Dispose();
        Look();
    }

    private void Look()
    {
        using var process = Process.GetCurrentProcess();
        long now = process.WorkingSet64;
        long seen;
        while (now > (seen = Interlocked.Read(ref _bytes)) && Interlocked.CompareExchange(ref _bytes, now, seen) != seen)
        {
        }
    }
}
