using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>One training run of a <see cref="MoodLstmNetwork"/>.</summary>
internal sealed class MoodLstmTraining : IDisposable
{
    private readonly MoodLstmOptions _options;
    private readonly ListeningSequences _data;
    private readonly IReadOnlyList<TrainingWindow> _windows;
    private readonly ListeningSequences? _validation;
    private readonly Tensor? _texts;
    private readonly Tensor? _validationTexts;
    private readonly MixTraining? _mix;
    private readonly MoodLstmOptimizer _optimizer;
    private readonly string _fingerprint = "";
    private readonly MoodLstmCheckpoint _state = new();

    /// <param name="options">Valid options.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="validation">What early stopping looks at, or null.</param>
    /// <param name="songStart">Embeddings to start from, in catalogue order, or null.</param>
    /// <param name="cancellation">Stops the preparation.</param>
    public MoodLstmTraining(
        MoodLstmOptions options, ListeningSequences data, ListeningSequences? validation, float[]? songStart, CancellationToken cancellation = default)
    {
        _options = options;
        _data = data;
        _validation = validation;
        List<TrainingWindow> windows = TrainingWindow.Cut(data.Sequences, options.HistoryLength, s => s.Texts[0] > 0);
        if (windows.Count == 0)
        {
            throw new MoodRecException(
                "There is nothing to learn from: no listener of the training data has a song before another one, or a text before a song.");
        }

        if (DrawsSongs && (options.LabelSmoothing > 0 || options.NewSongsOnly))
        {
            throw new MoodRecException(
                $"{nameof(MoodLstmOptions.LabelSmoothing)} and {nameof(MoodLstmOptions.NewSongsOnly)} need the softmax over all songs, and the catalogue has " +
                $"{data.Songs.Ids.Length}, more than {nameof(MoodLstmOptions.FullSoftmaxSongs)} ({options.FullSoftmaxSongs}). Raise that, or leave them out.");
        }

        OpenMp.WaitBriefly();
        GlibcMalloc.KeepFreedMemory();
        set_num_threads(options.Threads);
        MemoryVoice[] voices = [.. MemoryVoice.Count(options, data.Sequences, data.Songs.Ids.Length, cancellation)];
        if (voices.Length > 0 && (options.LabelSmoothing > 0 || options.NewSongsOnly))
        {
            throw new MoodRecException(
                $"{nameof(MoodLstmOptions.LabelSmoothing)} and {nameof(MoodLstmOptions.NewSongsOnly)} are for a model of the softmax alone. Leave them out, or " +
                $"{nameof(MoodLstmOptions.Successors)} ({options.Successors}), {nameof(MoodLstmOptions.Predecessors)} ({options.Predecessors}), " +
                $"{nameof(MoodLstmOptions.PairSuccessors)} ({options.PairSuccessors}) and {nameof(MoodLstmOptions.Repeats)} ({options.Repeats}).");
        }

        Network = new MoodLstmNetwork(data.Songs, options, songStart, voices);
        _mix = voices.Length > 0 ? new MixTraining(Network, data, windows, options, cancellation) : null;
        _windows = _mix?.Learnt ?? windows;
        _optimizer = new MoodLstmOptimizer(Network, options, DrawsSongs);
        _texts = options.UseMood ? ToTensor(data.Texts) : null;
        _validationTexts = options.UseMood && validation is not null ? ToTensor(validation.Texts) : null;
        if (options.CheckpointPath.Length > 0)
        {
            _fingerprint = MoodLstmCheckpoint.Fingerprint(options, data);
            if (File.Exists(options.CheckpointPath))
            {
                _state = MoodLstmCheckpoint.Load(options.CheckpointPath, _fingerprint, Network, reader =>
                {
                    _optimizer.Load(reader);
                    _mix?.Load(reader);
                });
            }
        }
    }

    public MoodLstmNetwork Network { get; }

    /// <summary>The epochs that are complete, those before a resume included.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs => _state.Epochs;

    /// <summary>Whether there is nothing left to train: all epochs are done, or the last ones were no better.</summary>
    public bool IsOver => _state.Epochs.Count >= _options.Epochs || IsPatienceOver();

    /// <summary>Trains until the end, an early stop, or a cancellation, and leaves the best weights in the network.</summary>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Stops the training after a step.</param>
    /// <param name="untilEpoch">
    /// How many epochs to be done with for now; null for all. The step size falls as over all of them, and the checkpoint
    /// stays, so that the rest can follow in another run.
    /// </param>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    public void Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation, int? untilEpoch = null)
    {
        int learningSteps = (_windows.Count + _options.BatchSize - 1) / _options.BatchSize;
        long stepsPerEpoch = learningSteps + (_mix?.BatchCount ?? 0);
        long totalSteps = stepsPerEpoch * _options.Epochs;
        long resumedAt = (_state.Epochs.Count * stepsPerEpoch) + _state.Step;
        var clock = new TrainingClock(progress, totalSteps);

        while (!IsOver && !(_state.Epochs.Count >= untilEpoch))
        {
            int epoch = _state.Epochs.Count;
            var random = new Random(Seed(-1 - epoch));
            List<TrainingWindow[]> batches = TrainingBatch.Shuffle(_windows, _options.BatchSize, random);
            List<TrainingWindow[]> mixing = _mix?.Batches(random) ?? [];
            while (_state.Step < stepsPerEpoch)
            {
                long step = (epoch * stepsPerEpoch) + _state.Step;
                if (cancellation.IsCancellationRequested)
                {
                    SaveCheckpoint();
                    if (step == 0)
                    {
                        throw new OperationCanceledException(cancellation);
                    }

                    KeepBest();
                    return;
                }

                if (_state.Step == learningSteps)
                {
                    _optimizer.CatchUp();
                }

                if (_state.Step < learningSteps)
                {
                    _state.LossSum += Step(batches[_state.Step], step, totalSteps);
                }
                else
                {
                    int done = _state.Step - learningSteps;
                    _mix!.Step(mixing[done], (double)done / mixing.Count, _texts, PlayableSongs, new Random(Seed(step)));
                }

                _state.Step++;
                clock.Report(step + 1, step + 1 - resumedAt, epoch + 1, _state.LossSum / Math.Clamp(_state.Step, 1, Math.Max(1, learningSteps)), [.. _state.Epochs]);
            }

            double loss = _state.LossSum / Math.Max(1, learningSteps);
            EndEpoch(loss);
            long steps = (epoch + 1) * stepsPerEpoch;
            clock.Report(steps, steps - resumedAt, epoch + 1, loss, [.. _state.Epochs]);
            SaveCheckpoint();
        }

        KeepBest();
        if (IsOver && _options.CheckpointPath.Length > 0)
        {
            File.Delete(_options.CheckpointPath);
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _texts?.Dispose();
        _validationTexts?.Dispose();
        _mix?.Dispose();
        Network.Dispose();
    }

    private double Step(TrainingWindow[] windows, long step, long totalSteps)
    {
        using var scope = NewDisposeScope();
        Network.train();
        Network.Seed(Seed(step));
        TrainingBatch batch = TrainingBatch.Create(windows, _options.InputDropout, new Random(Seed(step)));
        if (batch.Sources.Count == 0)
        {
            return 0;
        }

        StepSongs? some = DrawsSongs ? StepSongs.Of(batch, SampledSoftmax.Draw(PlayableSongs, _options.SampledSongs, new Random(Seed(step) ^ 1))) : null;
        _optimizer.CatchUp(some?.Rows);
        SongTable songs = some is null ? Network.Songs() : Network.Songs(some.Rows);
        batch = some?.Batch ?? batch;
        Tensor situation = Network.Situation(batch, songs, _texts?.index_select(0, batch.Texts));
        (double loss, Tensor surrogate) = NextSongLoss(batch, situation, songs, some?.Sample);
        Tensor like = nn.functional.binary_cross_entropy_with_logits(Network.LikeLogits(situation, songs, batch.Targets), batch.Liked);
        if (!double.IsFinite(loss))
        {
            throw new MoodRecException($"Training diverged at step {step + 1}: the loss is {loss}. Lower the learning rate.");
        }

        _optimizer.Step(surrogate.add(like, _options.LikeLossWeight), songs, some?.Rows, _options.LearningRate * (1 - (0.9 * step / totalSteps)));
        return loss;
    }

    /// <summary>Whether the softmax goes over drawn songs rather than over all.</summary>
    private bool DrawsSongs => _data.Songs.Ids.Length > _options.FullSoftmaxSongs;

    /// <summary>How many songs the softmax goes over; they come first in the catalogue.</summary>
    private int PlayableSongs => _options.UnplayedAreNew ? _data.Songs.PlayedCount : _data.Songs.Ids.Length;

    /// <summary>The mean loss of the softmax, and a scalar with its gradients.</summary>
    private (double Loss, Tensor Surrogate) NextSongLoss(TrainingBatch batch, Tensor situation, SongTable songs, SongSample? sample)
    {
        Tensor queries = situation.mm(Network.Choice());
        Tensor worth = Network.HeardWorth(batch.Heard);
        if (sample is not null)
        {
            Tensor loss = SampledSoftmax.LogChances(queries, songs.Candidates, songs.Bias, batch.Heard, worth, batch.Targets, sample).mean().neg();
            return (loss.item<float>(), loss);
        }

        return FullSoftmax.Loss(
            queries,
            songs.Candidates.narrow(0, 0, PlayableSongs),
            songs.Bias.narrow(0, 0, PlayableSongs),
            batch.Heard,
            worth,
            batch.Targets,
            _options.LabelSmoothing,
            _options.NewSongsOnly ? NoCandidates(batch) : null);
    }

    private bool IsPatienceOver() => _state.BestEpoch is var best and >= 0 && _state.Epochs.Count - 1 - best >= _options.Patience;

    private void EndEpoch(double loss)
    {
        _optimizer.CatchUp();
        _state.Step = 0;
        _state.LossSum = 0;
        SettleUnplayed();
        (double Loss, double Ndcg)? validation = _validation is null ? null : new MoodLstmValidation(_options, _data.Songs, Network).Measure(_validation, _validationTexts);
        if (validation is { Loss: var validationLoss } && !double.IsFinite(validationLoss))
        {
            throw new MoodRecException($"Training diverged in epoch {_state.Epochs.Count + 1}: the validation loss is {validationLoss}. Lower the learning rate.");
        }

        _state.Epochs.Add(new TrainingEpoch(loss, validation?.Loss, validation?.Ndcg));
        if (_state.BestEpoch == _state.Epochs.Count - 1)
        {
            _state.BestWeights = Network.GetWeights();
        }
    }

    private void KeepBest()
    {
        _optimizer.CatchUp();
        if (_state.BestWeights is not null)
        {
            Network.SetWeights(_state.BestWeights);
        }

        SettleUnplayed();
    }

    private void SettleUnplayed()
    {
        if (_options.UnplayedAreNew)
        {
            Network.SettleUnplayed(_data.Songs.PlayedCount);
        }
    }

    private void SaveCheckpoint()
    {
        if (_options.CheckpointPath.Length > 0)
        {
            _state.Save(_options.CheckpointPath, _fingerprint, Network, writer =>
            {
                _optimizer.Save(writer);
                _mix?.Save(writer);
            });
        }
    }

    /// <summary>For each target, its listener's songs before it, those that the LSTM no longer reads included.</summary>
    private static (int Row, int Song)[] NoCandidates(TrainingBatch batch)
    {
        var songsBefore = new List<(int, int)>();
        for (int row = 0; row < batch.Sources.Count; row++)
        {
            (TrainingWindow window, int target) = batch.Sources[row];
            int[] songs = window.Sequence.Songs;
            for (int i = 0; i < target; i++)
            {
                if (songs[i] > 0 && songs[i] != songs[target])
                {
                    songsBefore.Add((row, songs[i] - 1));
                }
            }
        }

        return [.. songsBefore];
    }

    /// <summary>A seed of its own for every step, so that a resumed training goes on as if it had never stopped (splitmix64).</summary>
    private int Seed(long step)
    {
        ulong mixed = unchecked(((ulong)_options.Seed << 32) + (ulong)step + 0x9e3779b97f4a7c15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94d049bb133111eb);
        return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }

    private static Tensor ToTensor(TextEmbeddings texts) => tensor(texts.Values.ToArray(), [texts.Count, Mood.MoodColumns.EmbeddingSize]);
}
