using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation;

/// <summary>A trained model, how it did, and how it was made.</summary>
public sealed class TrainedRecommender : IDisposable
{
    private readonly MLContext _context;
    private readonly TrainingRunOptions _options;
    private readonly EventDataOptions _dataOptions;
    private readonly ITransformer? _moodReader;
    private readonly RecommenderTransformer _recommender;
    private readonly EventData _data;

    internal TrainedRecommender(
        MLContext context,
        TrainingRunOptions options,
        EventDataOptions dataOptions,
        ITransformer? moodReader,
        RecommenderTransformer recommender,
        EventData data)
    {
        (_context, _options, _dataOptions, _moodReader, _recommender, _data) = (context, options, dataOptions, moodReader, recommender, data);
        Model = moodReader is null ? recommender : new TransformerChain<ITransformer>(moodReader, recommender);
    }

    /// <summary>The whole pipeline, from a listener's context to songs.</summary>
    public ITransformer Model { get; }

    /// <summary>How long the training took, from rows to a model.</summary>
    public required TimeSpan TrainingTime { get; init; }

    /// <summary>The learning curve; empty for a method without epochs.</summary>
    public required IReadOnlyList<TrainingEpoch> Epochs { get; init; }

    /// <summary>The result on the test part; null for a run that was stopped before it.</summary>
    public EvaluationResult? Result { get; private set; }

    /// <summary>The recommender's ONNX model.</summary>
    internal ReadOnlyMemory<byte> Onnx => _recommender.Onnx;

    /// <summary>Ranks the targets of the test part. A cancellation leaves <see cref="Result"/> null: the model is worth keeping.</summary>
    internal void Test(IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        IReadOnlyList<ListenerEvent> rows = _data.TestRows(_context);
        IReadOnlyList<float[]?>? embeddings = _moodReader is null ? null : TextMoods.OfRows(_context, _moodReader, rows);
        using var session = new RecommenderSession(Onnx, Environment.ProcessorCount);
        try
        {
            Result = RankingEvaluator.Evaluate(
                _options.Method.Name(),
                session,
                rows,
                embeddings,
                _data.Protocol(_dataOptions, _options.TrainedOn, _options.K, _options.Seed),
                progress is null ? null : new TrainingRun.EvaluationRelay(progress, rows.Count),
                cancellation);
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Takes the result of a test that was made elsewhere, for the manifest.</summary>
    internal void Tested(EvaluationResult result) => Result = result;

    /// <summary>Saves the model zip: written aside, then renamed.</summary>
    public void Save(string path)
    {
        using var session = new RecommenderSession(_recommender.Onnx);
        var known = _options.Catalogue.DistinctBy(s => s.Id).ToDictionary(s => s.Id, StringComparer.Ordinal);
        Song[] catalogue = [.. session.SongIds.Select(id => known.TryGetValue(id, out Song? song) ? song : new Song { Id = id, Title = id })];
        var manifest = new ModelManifest
        {
            Method = _options.Method.Name(),
            DataSha256 = _data.Summary.DataHash,
            Options = Options(),
            Metrics = Result is null ? null : JsonSerializer.SerializeToNode(Result, EvaluationJson.Options),
        };
        IDataView schemaOnly = _context.Data.LoadFromEnumerable<ListenerContext>([]);
        MoodRecModel.Save(_context, Model, schemaOnly.Schema, manifest, catalogue, path);
    }

    /// <summary>Releases the model.</summary>
    public void Dispose() => (Model as IDisposable)?.Dispose();

    /// <summary>What the run was told, without paths: a zip says how it was made, not where.</summary>
    private JsonObject Options()
    {
        var options = new JsonObject
        {
            ["split"] = _dataOptions.SplitName,
            ["trainedOn"] = _options.TrainedOn,
            ["seenSongs"] = JsonSerializer.SerializeToNode(_dataOptions.SeenSongs, EvaluationJson.Options),
            ["historyLength"] = _dataOptions.History.Length,
            ["moodWindowHours"] = _dataOptions.History.MoodWindowHours,
            ["seed"] = _options.Seed,
        };
        switch (_options.Method)
        {
            case RecommenderMethod.ContentBased:
                options["content"] = JsonSerializer.SerializeToNode(_options.Content with { Seed = _options.Seed }, EvaluationJson.Options);
                break;
            case RecommenderMethod.Als:
                options["als"] = JsonSerializer.SerializeToNode(_options.Als with { Seed = _options.Seed }, EvaluationJson.Options);
                break;
            case RecommenderMethod.Lstm or RecommenderMethod.MoodLstm:
                options["lstm"] = JsonSerializer.SerializeToNode(
                    _options.Lstm with { Seed = _options.Seed, UseMood = _options.Method == RecommenderMethod.MoodLstm, CheckpointPath = "" },
                    EvaluationJson.Options);
                break;
            default:
                break;
        }

        return options;
    }
}
