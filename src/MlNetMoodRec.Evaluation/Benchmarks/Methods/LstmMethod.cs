using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>The LSTM of this project, with or without the mood of the text.</summary>
/// <param name="context">The context that the rows belong to.</param>
/// <param name="options">Its options for this data set; the seed is the benchmark's.</param>
internal sealed class LstmMethod(MLContext context, MoodLstmOptions options) : TrainedMethod
{
    public override JsonObject Options => JsonSerializer.SerializeToNode(options with { CheckpointPath = "" }, EvaluationJson.Options)!.AsObject();

    protected override IEstimator<RecommenderTransformer> Trainer(BenchmarkFit fit, CancellationToken cancellation) => context.MoodRec().Trainers.MoodLstm(
        options with { Seed = fit.Seed, CheckpointPath = fit.CheckpointPath }, validation: null, fit.Catalogue, new TrainingReport(fit.Report), cancellation);
}
