using System.Diagnostics;
using MlNetMoodRec.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>The training loop of a mood encoder.</summary>
internal sealed class EncoderTrainingLoop(EncoderTrainingOptions options, BertWordPiece tokenizer, EncoderStart? startFrom = null) : IDisposable
{
    private readonly MoodEncoderModule _module = new(options.Model, options.Seed, options.HeadDropout);
    private readonly MoodEncoderModule _average = new(options.Model, options.Seed);

    /// <summary>Trains on the planned steps; the averaged weights belong to this object.</summary>
    public (MoodEncoderModule Average, EncoderTrainingState State) Run(
        IReadOnlyList<TokenizedText[]> steps, EncoderCheckpoint checkpoint, IProgress<EncoderTrainingProgress>? progress, CancellationToken token)
    {
        set_num_threads(options.Threads);
        using AdamW optimizer = optim.AdamW(_module.parameters(), options.LearningRate, 0.9, 0.98, weight_decay: options.WeightDecay);
        startFrom?.CopyTo(_module);
        startFrom?.CopyTo(_average);
        EncoderTrainingState start = (options.Resume ? checkpoint.Load(_module, _average, optimizer) : null)
            ?? new EncoderTrainingState(0, 0, TimeSpan.Zero, TimeSpan.Zero);
        EncoderTrainingState state = start;
        var clock = Stopwatch.StartNew();
        TimeSpan processorStart = Environment.CpuUsage.TotalTime;
        TimeSpan lastCheckpoint = TimeSpan.Zero;
        while (state.Step < steps.Count)
        {
            if (token.IsCancellationRequested || clock.Elapsed - lastCheckpoint > options.CheckpointInterval)
            {
                checkpoint.Save(_module, _average, optimizer, state);
                token.ThrowIfCancellationRequested();
                lastCheckpoint = clock.Elapsed;
            }

            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = LearningRate(state.Step, steps.Count);
            }

            double loss = Step(optimizer, steps[state.Step], state.Step);
            Average(state.Step);
            state = state.After(loss, start.Duration + clock.Elapsed, start.ProcessorTime + Environment.CpuUsage.TotalTime - processorStart);
            progress?.Report(new EncoderTrainingProgress(
                state.Step, steps.Count, state.Loss, clock.Elapsed / (state.Step - start.Step) * (steps.Count - state.Step)));
        }

        return (_average, state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _module.Dispose();
        _average.Dispose();
    }

    private double Step(AdamW optimizer, TokenizedText[] texts, int step)
    {
        using var scope = NewDisposeScope();

        // Everything random is a function of seed and step, so a resumed run goes on exactly as it would have.
        int seed = HashSeed(step);
        using var generator = new Generator((ulong)seed, CPU);
        TokenBatch batch = TokenBatch.Create(texts, options.TokenMasking, tokenizer.MaskId ?? tokenizer.UnknownId, new Random(seed));
        optimizer.zero_grad();
        (_, Tensor outputs) = _module.Read(batch.Ids, batch.Mask, new Dropout(generator));
        Tensor loss = EncoderLoss.Of(outputs, batch.Targets);
        loss.backward();
        nn.utils.clip_grad_norm_(_module.parameters(), options.ClipNorm);
        optimizer.step();
        return loss.item<float>();
    }

    private void Average(int step)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();

        // The first steps are forgotten faster, or the random start would stay in the average.
        double decay = Math.Min(options.AverageDecay, (1.0 + step) / (10 + step));
        foreach ((Parameter average, Parameter current) in _average.parameters().Zip(_module.parameters()))
        {
            average.lerp_(current, 1 - decay);
        }
    }

    private double LearningRate(int step, int steps)
    {
        double warmUp = Math.Max(1, options.WarmUpShare * steps);
        return options.LearningRate * (step < warmUp ? (step + 1) / warmUp : (steps - step) / (steps - warmUp));
    }

    private int HashSeed(int step) => unchecked((options.Seed * 1_000_003) + step) & int.MaxValue;
}
