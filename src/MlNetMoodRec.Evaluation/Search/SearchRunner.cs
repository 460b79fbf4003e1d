using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>Trains a trial on, until so many epochs are behind it or its training is over, and tells how it is then.</summary>
/// <exception cref="OperationCanceledException">Cancelled before that.</exception>
internal delegate SearchTrial TrainTrial(SearchTrial trial, int untilEpoch, IProgress<TrainingProgress> progress, CancellationToken cancellation);

/// <summary>Takes trials through the rungs of <see cref="SuccessiveHalving"/>.</summary>
internal sealed class SearchRunner(IReadOnlyList<SearchRung> rungs, int parallel, SearchJournal journal, TrainTrial train, Action<SearchTrial> ended)
{
    /// <summary>
    /// All trials, as they are in the end. What the journal holds is not trained again. Which trials go on is decided
    /// when a rung is complete, so that the outcome does not depend on which was the fastest.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; the journal holds what is done.</exception>
    public IReadOnlyList<SearchTrial> Run(IReadOnlyList<MoodLstmOptions> options, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        SearchTrial[] trials = [.. options.Select((o, i) => new SearchTrial { Number = i + 1, Options = o })];
        IReadOnlyList<SearchTrial> racing = trials;
        var clock = new SearchClock(rungs, progress);
        for (int rung = 1; rung <= rungs.Count; rung++)
        {
            clock.Begin(rung, racing.Count);
            foreach (SearchTrial trial in RunRung(racing, rung, clock, cancellation))
            {
                trials[trial.Number - 1] = trial;
            }

            racing = rung < rungs.Count ? SuccessiveHalving.Promote(racing.Select(t => trials[t.Number - 1]), rungs[rung].Trials) : [];
            HashSet<int> promoted = [.. racing.Select(t => t.Number)];
            foreach (SearchTrial trial in trials.Where(t => t.Rung == rung && !promoted.Contains(t.Number)).ToList())
            {
                trials[trial.Number - 1] = trial.State == TrialState.Racing ? trial with { State = TrialState.Dropped } : trial;
                ended(trial);
            }
        }

        return trials;
    }

    private IReadOnlyList<SearchTrial> RunRung(IReadOnlyList<SearchTrial> racing, int rung, SearchClock clock, CancellationToken cancellation)
    {
        var through = new ConcurrentBag<SearchTrial>();
        List<SearchTrial> todo = [];
        foreach (SearchTrial trial in racing)
        {
            if ((trial.State == TrialState.Completed ? trial : journal.Find(trial, rung)) is { } known)
            {
                clock.Know(known);
                through.Add(known);
            }
            else
            {
                todo.Add(trial);
            }
        }

        // One trial's fault stops the others, each with its checkpoint written.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var faults = new ConcurrentQueue<ExceptionDispatchInfo>();
        System.Threading.Tasks.Parallel.ForEach(
            Partitioner.Create(todo, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = parallel },
            trial =>
            {
                try
                {
                    stop.Token.ThrowIfCancellationRequested();
                    SearchTrial trained = train(trial, rungs[rung - 1].Epochs, clock.Of(trial), stop.Token) with { Rung = rung };
                    journal.Add(trained);
                    clock.Finish(trained);
                    through.Add(trained);
                }
#pragma warning disable CA1031 // Kept and thrown again below, once the other trials have stopped.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    if (exception is not OperationCanceledException)
                    {
                        faults.Enqueue(ExceptionDispatchInfo.Capture(exception));
                    }

                    stop.Cancel();
                }
            });
        if (faults.TryDequeue(out ExceptionDispatchInfo? fault))
        {
            fault.Throw();
        }

        cancellation.ThrowIfCancellationRequested();
        return [.. through];
    }
}
