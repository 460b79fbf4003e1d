using Microsoft.ML;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Both LSTMs and the oracle on one platform of the lift curve.</summary>
internal sealed record LiftRun
{
    public required LogSummary Log { get; init; }

    public required MethodRecord Lstm { get; init; }

    public required MethodRecord MoodLstm { get; init; }

    public required MethodRecord Oracle { get; init; }

    public static LiftRun Run(
        ExperimentOptions options, double strength, int seed, string folder, MoodEncoder encoder, Action<double> progress, CancellationToken cancellation)
    {
        SimulatedData data = SimulatedData.Create(options.LiftSimulation with { Seed = seed, MoodStrength = strength }, folder, encoder, cancellation);
        progress(0.2);
        MethodRecord lstm = Train(options, RecommenderMethod.Lstm, seed, data, cancellation);
        progress(0.6);
        MethodRecord moodLstm = Train(options, RecommenderMethod.MoodLstm, seed, data, cancellation);
        var truths = new TruthRows(data.Platform, data.TestRows);
        EvaluationResult oracle = RankingEvaluator.Evaluate(
            ExperimentMethods.Oracle,
            [.. data.Platform.Catalogue.Select(s => s.Id)],
            (rows, _) => truths.Score(rows),
            data.TestRows,
            null,
            data.Events.Protocol(data.Options, "nothing: it knows the truth", options.K, seed),
            progress: null,
            cancellation);
        return new LiftRun { Log = data.Log, Lstm = lstm, MoodLstm = moodLstm, Oracle = Record(oracle) };
    }

    private static MethodRecord Train(ExperimentOptions options, RecommenderMethod method, int seed, SimulatedData data, CancellationToken cancellation)
    {
        var run = new TrainingRun(new MLContext(seed), new TrainingRunOptions
        {
            Method = method,
            EncoderFolder = options.EncoderFolder,
            Catalogue = data.Platform.Catalogue,
            Als = options.Als,
            Lstm = SeedRun.Training(options.Lstm),
            K = options.K,
            Seed = seed,
        });
        using TrainedRecommender trained = run.Train(data.Events, data.Options, progress: null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        using var session = new RecommenderSession(trained.Onnx, Environment.ProcessorCount);
        return Record(RankingEvaluator.Evaluate(
            method.Name(),
            session,
            data.TestRows,
            data.Moods.Embeddings(data.TestRows.Select(r => r.Text)),
            data.Events.Protocol(data.Options, "training part", options.K, seed),
            progress: null,
            cancellation));
    }

    private static MethodRecord Record(EvaluationResult ranking) =>
        new() { Rows = ranking.Rows, Result = new MethodResult { Method = ranking.Method, Ranking = ranking } };
}
