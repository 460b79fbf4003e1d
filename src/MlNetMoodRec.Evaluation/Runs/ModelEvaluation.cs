using Microsoft.ML;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation;

/// <summary>Evaluates a saved model on a file's events: what 'moodrec evaluate --model' does.</summary>
public static class ModelEvaluation
{
    /// <summary>Ranks the targets of the test part among all songs that the model knows.</summary>
    /// <exception cref="MoodRecException">The data cannot be used.</exception>
    public static EvaluationResult Evaluate(
        MLContext context,
        MoodRecModel model,
        EventData data,
        EventDataOptions dataOptions,
        int k = 10,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(dataOptions);
        IReadOnlyList<ListenerEvent> rows = data.TestRows(context);
        IReadOnlyList<float[]?>? embeddings = model.MoodReader is { } reader ? TextMoods.OfRows(context, reader, rows) : null;
        using var session = new RecommenderSession(model.RecommenderOnnx, Environment.ProcessorCount);
        string trainedOn = model.Manifest.Options?["trainedOn"]?.GetValue<string>() ?? "";
        int seed = model.Manifest.Options?["seed"]?.GetValue<int>() ?? 0;
        return RankingEvaluator.Evaluate(
            model.Manifest.Method,
            session,
            rows,
            embeddings,
            data.Protocol(dataOptions, trainedOn, k, seed),
            progress is null ? null : new TrainingRun.EvaluationRelay(progress, rows.Count),
            cancellation);
    }
}
