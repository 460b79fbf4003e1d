using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Implicit ALS whose listeners are folded in from their history, each song alike or the earlier ones by a factor less.
/// </summary>
/// <param name="options">Options of the factorisation.</param>
/// <param name="decay">What each earlier song counts less; 1 for nothing.</param>
internal sealed class AlsMethod(AlsOptions options, double decay) : FactorMethod
{
    private readonly ConcurrentBag<ImplicitAls.FoldIn> _foldIns = [];
    private ImplicitAls.FoldIn? _first;
    private float[] _songs = [];

    public override JsonObject Options
    {
        get
        {
            JsonObject all = Describe(options);
            all["decay"] = decay;
            return all;
        }
    }

    /// <summary>The options of the factorisation in words.</summary>
    public static JsonObject Describe(AlsOptions options) => new()
    {
        ["factors"] = options.Factors,
        ["iterations"] = options.Iterations,
        ["unobservedWeight"] = options.UnobservedWeight,
        ["regularization"] = options.Regularization,
    };

    protected override void Fit(int[][] sessions, BenchmarkFit fit, CancellationToken cancellation)
    {
        AlsOptions seeded = options with { Seed = fit.Seed };
        _songs = AlsTrainer.TrainFactors(fit.Sequences, seeded, new TrainingReport(fit.Report), cancellation).Songs;
        _first = AlsTrainer.Solver(seeded).StartFoldIn(_songs);
    }

    protected override int Factors => options.Factors;

    protected override ReadOnlySpan<float> FactorsOfSongs => _songs;

    protected override bool TryFind(ListenerContext row, Span<float> factors)
    {
        int[] prefix = Prefix(row);
        if (prefix.Length == 0)
        {
            return false;
        }

        ImplicitAls.FoldIn foldIn = _foldIns.TryTake(out ImplicitAls.FoldIn? pooled) ? pooled : _first!.Another();
        var weights = new float[prefix.Length];
        double weight = 1;
        for (int i = prefix.Length - 1; i >= 0; i--, weight *= decay)
        {
            weights[i] = (float)weight;
        }

        foldIn.Solve(prefix, weights, factors);
        _foldIns.Add(foldIn);
        return true;
    }
}
