using System.Diagnostics;
using MlNetMoodRec.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>The training loop of a mood encoder.</summary>
internal sealed class EncoderTrainingLoop(EncoderTrainingOptions options, BertWordPiece tokenizer) : IDisposable
{
    private const double LossMemory = 0.98;

    private readonly MoodEncoderModule _module = new(options.Model, options.Seed, options.HeadDropout);
    private readonly MoodEncoderModule _average = new(options.Model, options.Seed);

    /// <summary>Trains on the planned steps and returns the averaged weights, which belong to this object.</summary>
    public MoodEncoderModule Run(
        IReadOnlyList<TokenizedText[]> steps, EncoderCheckpoint checkpoint, IProgress<EncoderTrainingProgress>? progress, CancellationToken token)
    {
        set_num_threads(options.Threads);
        GlibcAllocator.KeepFreedMemory();
        using AdamW optimizer = optim.AdamW(_module.parameters(), options.LearningRate, 0.9, 0.98, weight_decay: options.WeightDecay);
        (int first, double loss) = options.Resume ? checkpoint.Load(_module, _average, optimizer) : (0, double.NaN);
        var clock = Stopwatch.StartNew();
        var sinceCheckpoint = Stopwatch.StartNew();
        for (int step = first; step < steps.Count; step++)
        {
            if (token.IsCancellationRequested || sinceCheckpoint.Elapsed > options.CheckpointInterval)
            {
                checkpoint.Save(_module, _average, optimizer, step, loss);
                token.ThrowIfCancellationRequested();
                sinceCheckpoint.Restart();
            }

            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = LearningRate(step, steps.Count);
            }

            double stepLoss = Step(optimizer, steps[step], step);
            Average(step);
            loss = double.IsNaN(loss) ? stepLoss : (LossMemory * loss) + ((1 - LossMemory) * stepLoss);
            progress?.Report(new EncoderTrainingProgress(
                step + 1, steps.Count, loss, clock.Elapsed / (step + 1 - first) * (steps.Count - step - 1)));
        }

        return _average;
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
        TokenBatch batch = TokenBatch.Create(texts, options.TokenMasking, tokenizer.MaskId ?? tokenizer.UnknownId, new Random(seed));
        optimizer.zero_grad();
        (_, Tensor outputs) = _module.Read(batch.Ids, batch.Mask, new Dropout(new Generator((ulong)seed, CPU)));
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
