using System.Diagnostics;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>Reports progress with the time that is left. Steps done before a resume do not count into the pace.</summary>
internal sealed class TrainingClock(IProgress<TrainingProgress>? progress, long totalSteps)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public void Report(long step, long stepsOfThisRun, int epoch, double? loss = null, IReadOnlyList<TrainingEpoch>? epochs = null)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        progress?.Report(new TrainingProgress
        {
            Epoch = epoch,
            Step = step,
            TotalSteps = totalSteps,
            Loss = loss,
            Epochs = epochs ?? [],
            Elapsed = elapsed,
            Remaining = elapsed * ((totalSteps - step) / (double)Math.Max(1, stepsOfThisRun)),
        });
    }
}
