using System.Text.Json.Nodes;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Implicit ALS whose listeners keep the factors that the training ended with: what they heard since is not read. Listeners
/// who are new since, or of whom the training saw no good play, are answered as those without a history.
/// </summary>
internal sealed class StaticAlsMethod(AlsOptions options) : FactorMethod
{
    private Dictionary<string, float[]> _listeners = [];
    private float[] _songs = [];

    public override JsonObject Options => AlsMethod.Describe(options);

    protected override void Fit(int[][] sessions, BenchmarkFit fit, CancellationToken cancellation)
    {
        _listeners = new(StringComparer.Ordinal);
        (float[] listeners, _songs) = AlsTrainer.TrainFactors(
            fit.Sequences, options with { Seed = fit.Seed }, new TrainingReport(fit.Report), cancellation);
        foreach ((string listener, float[] factors) in fit.Sequences.Sequences.Select(s => s.UserId).Zip(listeners.Chunk(options.Factors)))
        {
            // A sequence after a gap begins with all the songs before it: a listener's last one knows the most.
            if (factors.AsSpan().ContainsAnyExcept(0f))
            {
                _listeners[listener] = factors;
            }
        }
    }

    protected override int Factors => options.Factors;

    protected override ReadOnlySpan<float> FactorsOfSongs => _songs;

    protected override bool TryFind(ListenerContext row, Span<float> factors)
    {
        if (!_listeners.TryGetValue(row.UserId, out float[]? listener))
        {
            return false;
        }

        listener.CopyTo(factors);
        return true;
    }
}
