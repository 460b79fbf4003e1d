using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// A training loop: AdamW with warm-up and linear decay, a running average of the weights, checkpoints. It trains on the
/// graphics card where there is one.
/// </summary>
/// <param name="module">The network. It belongs to this object.</param>
/// <param name="average">One of the same shape, for the average. It belongs to this object too.</param>
/// <param name="loss">The loss on the texts of a step; everything random in it is a function of the seed.</param>
/// <param name="options">How it trains.</param>
internal sealed class EncoderTrainingLoop<TModule>(
    TModule module, TModule average, Func<TModule, TokenizedText[], int, Device, Tensor> loss, EncoderOptions options) : IDisposable
    where TModule : nn.Module
{
    private readonly Device _device = TrainingDevice.Best;

    /// <summary>Trains on the planned steps and gives the averaged weights.</summary>
    public (TModule Average, EncoderTrainingState State) Run(
        IReadOnlyList<TokenizedText[]> steps, EncoderCheckpoint checkpoint, IProgress<EncoderTrainingProgress>? progress, CancellationToken token)
    {
        set_num_threads(options.Threads);
        module.to(_device);
        average.to(_device);
        using AdamW optimizer = optim.AdamW(module.parameters(), options.LearningRate, 0.9, 0.98, weight_decay: options.WeightDecay);
        EncoderTrainingState start = (options.Resume ? checkpoint.Load(module, average, optimizer) : null)
            ?? new EncoderTrainingState(0, 0, TimeSpan.Zero, TimeSpan.Zero);
        EncoderTrainingState state = start;
        var clock = Stopwatch.StartNew();
        TimeSpan processorStart = Environment.CpuUsage.TotalTime;
        TimeSpan lastCheckpoint = TimeSpan.Zero;
        while (state.Step < steps.Count)
        {
            if (token.IsCancellationRequested || clock.Elapsed - lastCheckpoint > options.CheckpointInterval)
            {
                checkpoint.Save(module, average, optimizer, state);
                token.ThrowIfCancellationRequested();
                lastCheckpoint = clock.Elapsed;
            }

            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = LearningRate(state.Step, steps.Count);
            }

            double stepLoss = Step(optimizer, steps[state.Step], state.Step);
            Average(state.Step);
            state = state.After(stepLoss, start.Duration + clock.Elapsed, start.ProcessorTime + Environment.CpuUsage.TotalTime - processorStart);
            progress?.Report(new EncoderTrainingProgress(
                state.Step, steps.Count, state.Loss, clock.Elapsed / (state.Step - start.Step) * (steps.Count - state.Step)));
        }

        average.cpu();
        return (average, state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        module.Dispose();
        average.Dispose();
    }

    private double Step(AdamW optimizer, TokenizedText[] texts, int step)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();

        // Everything random is a function of seed and step, so a resumed run goes on exactly as it would have.
        Tensor value = loss(module, texts, HashSeed(step), _device);
        value.backward();
        nn.utils.clip_grad_norm_(module.parameters(), options.ClipNorm);
        optimizer.step();
        return value.item<float>();
    }

    private void Average(int step)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();

        // The first steps are forgotten faster, or the random start would stay in the average.
        double decay = Math.Min(options.AverageDecay, (1.0 + step) / (10 + step));
        foreach ((Parameter mean, Parameter current) in average.parameters().Zip(module.parameters()))
        {
            mean.lerp_(current, 1 - decay);
        }
    }

    private double LearningRate(int step, int steps)
    {
        double warmUp = Math.Max(1, options.WarmUpShare * steps);
        return options.LearningRate * (step < warmUp ? (step + 1) / warmUp : (steps - step) / (steps - warmUp));
    }

    private int HashSeed(int step) => unchecked((options.Seed * 1_000_003) + step) & int.MaxValue;
}
