using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>One training run of a <see cref="MoodLstmNetwork"/>.</summary>
internal sealed class MoodLstmTraining : IDisposable
{
    /// <summary>With a memory, one in so many sequences teaches how to mix it with the softmax, and the softmax nothing. 20: arbitrary.</summary>
    private const int SequencesPerMixed = 20;

    private readonly MoodLstmOptions _options;
    private readonly ListeningSequences _data;
    private readonly List<TrainingWindow> _windows;
    private readonly ListeningSequences? _validation;
    private readonly Tensor? _texts;
    private readonly Tensor? _validationTexts;
    private readonly Dictionary<ListeningSequence, SuccessorShares> _shares = [];
    private readonly HashSet<ListeningSequence> _mixed = [];
    private readonly Adam _optimizer;
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
        _windows = TrainingWindow.Cut(data.Sequences, options.HistoryLength, s => s.Texts[0] > 0);
        if (_windows.Count == 0)
        {
            throw new MoodRecException(
                "There is nothing to learn from: no listener of the training data has a song before another one, or a text before a song.");
        }

        if (options.Successors > 0 && (options.LabelSmoothing > 0 || options.NewSongsOnly))
        {
            throw new MoodRecException(
                $"{nameof(MoodLstmOptions.LabelSmoothing)} and {nameof(MoodLstmOptions.NewSongsOnly)} are for a model of the softmax alone. " +
                $"Leave them out, or {nameof(MoodLstmOptions.Successors)} ({options.Successors}).");
        }

        if (data.Songs.Ids.Length > options.FullSoftmaxSongs && (options.LabelSmoothing > 0 || options.NewSongsOnly))
        {
            throw new MoodRecException(
                $"{nameof(MoodLstmOptions.LabelSmoothing)} and {nameof(MoodLstmOptions.NewSongsOnly)} need the softmax over all songs, and the catalogue has " +
                $"{data.Songs.Ids.Length}, more than {nameof(MoodLstmOptions.FullSoftmaxSongs)} ({options.FullSoftmaxSongs}). Raise that, or leave them out.");
        }

        OpenMp.WaitBriefly();
        GlibcMalloc.KeepFreedMemory();
        set_num_threads(options.Threads);
        SongSuccessors? successors = options.Successors > 0 ? SongSuccessors.Count(data, options.Successors, cancellation) : null;
        Network = new MoodLstmNetwork(data.Songs, options, songStart, successors);
        if (successors is not null)
        {
            _mixed = [.. data.Sequences.Where((_, place) => place % SequencesPerMixed == SequencesPerMixed - 1)];
            _shares = data.Sequences.AsParallel().AsOrdered().Select(s => KeyValuePair.Create(s, successors.Of(s))).ToDictionary();
        }

        _optimizer = optim.Adam(Network.parameters(), options.LearningRate);
        _texts = options.UseMood ? ToTensor(data.Texts) : null;
        _validationTexts = options.UseMood && validation is not null ? ToTensor(validation.Texts) : null;
        if (options.CheckpointPath.Length > 0)
        {
            _fingerprint = MoodLstmCheckpoint.Fingerprint(options, data);
            if (File.Exists(options.CheckpointPath))
            {
                _state = MoodLstmCheckpoint.Load(options.CheckpointPath, _fingerprint, Network, _optimizer);
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
        long stepsPerEpoch = (_windows.Count + _options.BatchSize - 1) / _options.BatchSize;
        long totalSteps = stepsPerEpoch * _options.Epochs;
        long resumedAt = (_state.Epochs.Count * stepsPerEpoch) + _state.Step;
        var clock = new TrainingClock(progress, totalSteps);

        while (!IsOver && !(_state.Epochs.Count >= untilEpoch))
        {
            int epoch = _state.Epochs.Count;
            List<TrainingWindow[]> batches = TrainingBatch.Shuffle(_windows, _options.BatchSize, new Random(Seed(-1 - epoch)));
            while (_state.Step < batches.Count)
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

                _state.LossSum += Step(batches[_state.Step], step, totalSteps);
                _state.Step++;
                clock.Report(step + 1, step + 1 - resumedAt, epoch + 1, _state.LossSum / _state.Step, [.. _state.Epochs]);
            }

            double loss = _state.LossSum / _state.Step;
            EndEpoch(loss);
            long done = (epoch + 1) * stepsPerEpoch;
            clock.Report(done, done - resumedAt, epoch + 1, loss, [.. _state.Epochs]);
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

        double learningRate = _options.LearningRate * (1 - (0.9 * step / totalSteps));
        foreach (var group in _optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        _optimizer.zero_grad();
        Tensor songs = Network.Songs();
        Tensor candidates = MoodLstmNetwork.Candidates(songs);
        Tensor situation = Network.Situation(batch, songs, _texts?.index_select(0, batch.Texts));
        (double loss, Tensor surrogate) = NextSongLoss(batch, situation, candidates, step);
        Tensor like = nn.functional.binary_cross_entropy_with_logits(Network.LikeLogits(situation, candidates, batch.Targets), batch.Liked);
        if (!double.IsFinite(loss))
        {
            throw new MoodRecException($"Training diverged at step {step + 1}: the loss is {loss}. Lower the learning rate.");
        }

        surrogate.add(like, _options.LikeLossWeight).backward();
        _optimizer.step();
        Network.DecayLike(learningRate * _options.LikeDecay);
        Network.DecaySongs(learningRate * _options.SongDecay);
        return loss;
    }

    /// <summary>The mean loss of the softmax, and a scalar whose gradients are those of all that is learnt.</summary>
    private (double Loss, Tensor Surrogate) NextSongLoss(TrainingBatch batch, Tensor situation, Tensor candidates, long step)
    {
        if (Network.Memory is not { } memory)
        {
            (double plain, Tensor ofPlain, _) = SoftmaxLoss(batch, situation, candidates, weights: null, step);
            return (plain, ofPlain);
        }

        // How much of each is learnt where neither has seen the answer: the softmax knows its own targets too well.
        Tensor isMixed = tensor(batch.Sources.Select(s => _mixed.Contains(s.Window.Sequence) ? 1f : 0f).ToArray());
        (double loss, Tensor surrogate, Tensor logChances) = SoftmaxLoss(batch, situation, candidates, isMixed.neg().add(1), step);
        (Tensor shares, Tensor evidence) = Shares(batch);
        (Tensor learnt, Tensor remembered) = memory.LogChances(Network.State(situation).detach(), shares, evidence);
        Tensor mixed = logaddexp(learnt.add(logChances.detach()), remembered);
        return (loss, surrogate.sub(mixed.mul(isMixed).sum().div(isMixed.sum().clamp_min(1))));
    }

    private (double Loss, Tensor Surrogate, Tensor LogChances) SoftmaxLoss(TrainingBatch batch, Tensor situation, Tensor candidates, Tensor? weights, long step)
    {
        Tensor queries = situation.mm(Network.Choice());
        Tensor worth = Network.HeardWorth(batch.Heard);
        int songs = _options.UnplayedAreNew ? _data.Songs.PlayedCount : _data.Songs.Ids.Length;
        candidates = candidates.narrow(0, 0, songs);
        Tensor bias = Network.Bias.narrow(0, 0, songs);
        if (_data.Songs.Ids.Length <= _options.FullSoftmaxSongs)
        {
            return FullSoftmax.Loss(
                queries, candidates, bias, batch.Heard, worth, batch.Targets, _options.LabelSmoothing, weights, _options.NewSongsOnly ? NoCandidates(batch) : null);
        }

        Tensor logChances = SampledSoftmax.LogChances(
            queries, candidates, bias, batch.Heard, worth, batch.Targets, SampledSoftmax.Draw(songs, _options.SampledSongs, new Random(Seed(step) ^ 1)));
        Tensor loss = weights is null ? logChances.mean().neg() : logChances.mul(weights).sum().div(weights.sum().clamp_min(1)).neg();
        return (loss.item<float>(), loss, logChances);
    }

    /// <summary>What the songs before each target say of it, [targets, recent songs].</summary>
    private (Tensor Shares, Tensor Evidence) Shares(TrainingBatch batch)
    {
        const int Recent = SongSuccessors.RecentSongs;
        var shares = new float[batch.Sources.Count * Recent];
        var evidence = new float[batch.Sources.Count * Recent];
        for (int row = 0; row < batch.Sources.Count; row++)
        {
            (TrainingWindow window, int target) = batch.Sources[row];
            SuccessorShares said = _shares[window.Sequence];
            said.Shares.AsSpan(target * Recent, Recent).CopyTo(shares.AsSpan(row * Recent));
            said.Evidence.AsSpan(target * Recent, Recent).CopyTo(evidence.AsSpan(row * Recent));
        }

        return (tensor(shares, [batch.Sources.Count, Recent]), tensor(evidence, [batch.Sources.Count, Recent]));
    }

    private bool IsPatienceOver() => _state.BestEpoch is var best and >= 0 && _state.Epochs.Count - 1 - best >= _options.Patience;

    private void EndEpoch(double loss)
    {
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
            _state.Save(_options.CheckpointPath, _fingerprint, Network, _optimizer);
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
