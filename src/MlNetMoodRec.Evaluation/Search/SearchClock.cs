using System.Diagnostics;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>Adds up how far the trials of a search have come, and reports it. May be told from several threads; it reports from one at a time.</summary>
internal sealed class SearchClock(IReadOnlyList<SearchRung> rungs, IProgress<SearchProgress>? progress)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<int, double> _running = [];
    private readonly double _epochs = rungs.Select((rung, i) => rung.Trials * (double)(rung.Epochs - EpochsBefore(rungs, i))).Sum();
    private double _done;
    private double _known;
    private int _rung;
    private int _trials;
    private int _trialsOfRung;
    private double? _best;

    /// <summary>A rung begins. What it has fewer trials than planned is done, and so is each of its trials that is known or needs no training.</summary>
    public void Begin(int rung, int trials)
    {
        lock (_lock)
        {
            (_rung, _trials, _trialsOfRung) = (rung, 0, trials);
            Skip((rungs[rung - 1].Trials - trials) * EpochsOfRung());
        }
    }

    /// <summary>A trial is through the rung without training.</summary>
    public void Know(SearchTrial trial)
    {
        lock (_lock)
        {
            Skip(EpochsOfRung());
            End(trial);
        }
    }

    /// <summary>A trial is through the rung.</summary>
    public void Finish(SearchTrial trial)
    {
        lock (_lock)
        {
            _running.Remove(trial.Number);
            _done += EpochsOfRung();
            End(trial);
        }
    }

    /// <summary>What the training of a trial reports to.</summary>
    public IProgress<TrainingProgress> Of(SearchTrial trial) => new Relay(training =>
    {
        lock (_lock)
        {
            double epochs = (trial.Options.Epochs * training.Step / (double)training.TotalSteps) - EpochsBefore(rungs, _rung - 1);
            _running[trial.Number] = Math.Clamp(epochs, 0, EpochsOfRung());
            Improve(training.ValidationNdcg);
            Report();
        }
    });

    private static int EpochsBefore(IReadOnlyList<SearchRung> rungs, int rung) => rung == 0 ? 0 : rungs[rung - 1].Epochs;

    private int EpochsOfRung() => rungs[_rung - 1].Epochs - EpochsBefore(rungs, _rung - 1);

    private void Skip(double epochs)
    {
        _done += epochs;
        _known += epochs;
    }

    private void End(SearchTrial trial)
    {
        _trials++;
        Improve(trial.BestNdcg);
        Report();
    }

    private void Improve(double? ndcg) => _best = ndcg is double value && !(value <= _best) ? value : _best;

    private void Report()
    {
        double done = _done + _running.Values.Sum();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        progress?.Report(new SearchProgress
        {
            Rung = _rung,
            Rungs = rungs.Count,
            Trials = _trials,
            TrialsOfRung = _trialsOfRung,
            Share = Math.Min(1, done / _epochs),
            BestNdcg = _best,
            Elapsed = elapsed,
            Remaining = done > _known ? elapsed * Math.Max(0, (_epochs - done) / (done - _known)) : TimeSpan.Zero,
        });
    }

    /// <summary>Unlike <see cref="Progress{T}"/> this reports at once, on the thread that works.</summary>
    private sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
