using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Songs that sound like those heard, by what the catalogue knows of them.</summary>
/// <param name="context">The context that the rows belong to.</param>
/// <param name="options">Its options; the seed is the benchmark's.</param>
internal sealed class ContentBasedMethod(MLContext context, ContentBasedOptions options) : TrainedMethod
{
    public override JsonObject Options => JsonSerializer.SerializeToNode(options, EvaluationJson.Options)!.AsObject();

    protected override IEstimator<RecommenderTransformer> Trainer(BenchmarkFit fit, CancellationToken cancellation) =>
        context.MoodRec().Trainers.ContentBased(options with { Seed = fit.Seed }, fit.Catalogue, cancellation);
}
