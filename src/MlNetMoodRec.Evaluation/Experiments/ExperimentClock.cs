using System.Diagnostics;
using System.Globalization;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Turns the progress of steps, of which some run side by side, into that of the whole. Thread-safe.</summary>
internal sealed class ExperimentClock(IProgress<ExperimentProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Weight, double Share)> _steps = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private double _skipped;

    /// <summary>Plans a step. Weights are in seconds on the machine that this was written on; only their ratios matter.</summary>
    public void Plan(string step, double weight) => _steps.Add(step, (weight, 0));

    /// <summary>Counts a step as done before this run began.</summary>
    public void Skip(string step)
    {
        lock (_lock)
        {
            _skipped += _steps[step].Weight;
        }

        Report(step, 1, "done before");
    }

    /// <summary>Says how far a step is.</summary>
    public void Report(string step, double share, string details = "")
    {
        lock (_lock)
        {
            _steps[step] = (_steps[step].Weight, Math.Clamp(share, 0, 1));
            double total = _steps.Values.Sum(s => s.Weight);
            double done = _steps.Values.Sum(s => s.Weight * s.Share);
            double ofThisRun = done - _skipped;
            TimeSpan remaining = ofThisRun > total / 100 ? Stopwatch.GetElapsedTime(_start) * ((total - done) / ofThisRun) : TimeSpan.Zero;
            progress?.Report(new ExperimentProgress(done / total, step, details, remaining));
        }
    }

    /// <summary>The progress of one training and its test, as parts of a step.</summary>
    public IProgress<RunProgress> Training(string step, double from, double to) => new Relay(this, step, from, to);

    private sealed class Relay(ExperimentClock clock, string step, double from, double to) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            string details = value.Training is { Loss: double loss } training
                ? string.Create(CultureInfo.InvariantCulture, $"epoch {training.Epoch}, loss {loss:0.000}")
                : "";
            clock.Report(step, from + ((to - from) * value.Share), details);
        }
    }
}
