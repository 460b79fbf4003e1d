using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>The LSTM of this project, or the GRU, with or without the mood of the text.</summary>
/// <param name="context">The context that the rows belong to.</param>
/// <param name="options">Its options for this data set; the seed is the benchmark's.</param>
internal sealed class LstmMethod(MLContext context, MoodLstmOptions options) : TrainedMethod
{
    /// <summary>The LSTM without the mood.</summary>
    public const string Name = "lstm";

    public override JsonObject Options => JsonSerializer.SerializeToNode(options with { CheckpointPath = "" }, EvaluationJson.Options)!.AsObject();

    /// <summary>The LSTM and the GRU, both without the mood, each with the same options otherwise to choose from.</summary>
    public static IEnumerable<BenchmarkMethod> OfEachCell(MLContext context, IReadOnlyList<MoodLstmOptions> candidates, double weight) =>
        new[] { (Name, RecurrentCell.Lstm), ("gru", RecurrentCell.Gru) }.Select(m => new BenchmarkMethod(
            m.Item1,
            true,
            [.. candidates.Select(options => (Func<INextSongMethod>)(() => new LstmMethod(context, options with { UseMood = false, Cell = m.Item2 })))]) { Weight = weight });

    protected override IEstimator<RecommenderTransformer> Trainer(BenchmarkFit fit, CancellationToken cancellation) => context.MoodRec().Trainers.MoodLstm(
        options with { Seed = fit.Seed, CheckpointPath = fit.CheckpointPath }, validation: null, fit.Catalogue, new TrainingReport(fit.Report), cancellation);
}
