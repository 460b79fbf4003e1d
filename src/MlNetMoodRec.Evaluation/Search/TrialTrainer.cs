using System.Collections.Concurrent;
using System.Diagnostics;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>Trains the trials of a search on data that is read once. Several may be trained at a time.</summary>
internal sealed class TrialTrainer(ListeningSequences train, ListeningSequences validation, string folder)
{
    /// <summary>Where song embeddings start from, by their size: the one searched option that it depends on. A failure is not kept.</summary>
    private readonly ConcurrentDictionary<int, Lazy<float[]?>> _starts = [];

    /// <summary>Forgets the state of a trial that will not go on.</summary>
    public void Forget(SearchTrial trial) => File.Delete(CheckpointPath(trial));

    /// <inheritdoc cref="TrainTrial"/>
    public SearchTrial Train(SearchTrial trial, int untilEpoch, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        long begin = Stopwatch.GetTimestamp();
        MoodLstmOptions options = trial.Options with { CheckpointPath = CheckpointPath(trial), Threads = 1 };
        float[]? start = _starts.GetOrAdd(options.SongDimension, _ => new(() => MoodLstmTrainer.SongStart(options, train, cancellation), LazyThreadSafetyMode.PublicationOnly)).Value;
        using var training = new MoodLstmTraining(options, train, validation, start);
        string? error = null;
        try
        {
            training.Run(progress, cancellation, untilEpoch);
        }
        catch (MoodRecException exception)
        {
            error = exception.Message;
        }

        if (error is null && !training.IsOver && training.Epochs.Count < untilEpoch)
        {
            throw new OperationCanceledException(cancellation);
        }

        return trial with
        {
            State = error is not null ? TrialState.Failed : training.IsOver ? TrialState.Completed : TrialState.Racing,
            Epochs = [.. training.Epochs],
            Seconds = trial.Seconds + Stopwatch.GetElapsedTime(begin).TotalSeconds,
            Error = error,
        };
    }

    private string CheckpointPath(SearchTrial trial) => Path.Combine(folder, FormattableString.Invariant($"{trial.Number:0000}.checkpoint"));
}
