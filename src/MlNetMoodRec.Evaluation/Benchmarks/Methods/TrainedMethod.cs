using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Onnx;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A method that one of this project's trainers fits, scored by its ONNX graph.</summary>
internal abstract class TrainedMethod : INextSongMethod
{
    private RecommenderSession? _session;

    public abstract JsonObject Options { get; }

    public IReadOnlyList<string> SongIds => Session.SongIds;

    public ScoreRows Score => RankingEvaluator.Dense(Session.Score, Session.SongIds.Count);

    private RecommenderSession Session => _session ?? throw new InvalidOperationException("The method was not fitted.");

    public void Fit(BenchmarkFit fit, CancellationToken cancellation)
    {
        RecommenderTransformer fitted = Trainer(fit, cancellation).Fit(fit.Train);
        cancellation.ThrowIfCancellationRequested();
        _session = new RecommenderSession(OnnxPart.Of(fitted.Onnx, RecommenderColumns.CatalogueScores));
    }

    public void Dispose() => _session?.Dispose();

    /// <summary>The trainer, with the seed, the catalogue and what else the fit says.</summary>
    protected abstract IEstimator<RecommenderTransformer> Trainer(BenchmarkFit fit, CancellationToken cancellation);
}
