using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetMoodRec.Recommendation;

/// <summary>
/// A fitted recommender: adds the columns of <see cref="SongRecommendations"/> but for the mood that was read to rows that
/// hold the columns of a <see cref="ListenerContext"/> and, for a method that reads the mood,
/// <see cref="Mood.MoodColumns.SentimentEmbedding"/> and <see cref="Mood.MoodColumns.HasText"/>.
/// </summary>
/// <remarks>
/// It wraps a chain of ML.NET's own transformers and saves as that chain, so that a saved model loads with plain
/// <c>mlContext.Model.Load</c>. Transforming is thread-safe. The graph lies in a temporary file until disposal.
/// </remarks>
public sealed class RecommenderTransformer : ITransformer, IDisposable
{
    internal static readonly string[] Outputs =
    [
        RecommenderColumns.SongIds, RecommenderColumns.Titles, RecommenderColumns.Scores, RecommenderColumns.LikeProbabilities,
        RecommenderColumns.CandidateFeatures, RecommenderColumns.Basis,
    ];

    private readonly byte[] _onnx;
    private readonly RecommenderGraphFile _file;
    private readonly ITransformer _chain;

    private RecommenderTransformer(byte[] onnx, RecommenderGraphFile file, ITransformer chain)
    {
        _onnx = onnx;
        _file = file;
        _chain = chain;
    }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => _chain.IsRowToRowMapper;

    /// <summary>The recommender as an ONNX model; see <see cref="RecommenderColumns"/> for its inputs and outputs.</summary>
    public ReadOnlyMemory<byte> Onnx => _onnx;

    /// <summary>Makes a transformer of a recommender's ONNX model.</summary>
    /// <param name="context">The context that it belongs to.</param>
    /// <param name="onnx">The model.</param>
    /// <param name="readsMood">
    /// Whether its rows come from a mood encoder (<see cref="Mood.MoodColumns.HasText"/>, <see cref="Mood.MoodColumns.Valence"/>,
    /// <see cref="Mood.MoodColumns.Arousal"/>), so that the mood to match, lift or calm can be that of the text.
    /// </param>
    /// <exception cref="MoodRecException">The graph has other inputs or outputs than a recommender.</exception>
    public static RecommenderTransformer Create(MLContext context, byte[] onnx, bool readsMood = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(onnx);
        var file = new RecommenderGraphFile(context, onnx);
        return new RecommenderTransformer(onnx, file, Chain(context, file, readsMood));
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => _chain.Transform(input);

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _chain.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _chain.GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => _chain.Save(ctx);

    /// <summary>Releases the ONNX session and deletes the temporary file. Engines made from this transformer stop working.</summary>
    public void Dispose()
    {
        (_chain as IDisposable)?.Dispose();
        _file.Dispose();
    }

    private static TransformerChain<ITransformer> Chain(MLContext context, RecommenderGraphFile file, bool readsMood)
    {
        // Only the schema of these rows is used.
        IDataView row = context.Data.LoadFromEnumerable([new GraphRow()]);
        string[] temporary =
        [
            RecommenderColumns.HistorySongIds, RecommenderColumns.HistoryFeedback, RecommenderColumns.HistoryValence,
            RecommenderColumns.HistoryElapsedHours, RecommenderColumns.ReplayPenalty, RecommenderColumns.ExcludedIds, RecommenderColumns.AllowedIds,
            RecommenderColumns.TextHoursAgo, RecommenderColumns.TextWeight, RecommenderColumns.MoodFit, RecommenderColumns.MoodPath,
            RecommenderColumns.LikeWeight, RecommenderColumns.TopN, RecommenderColumns.CandidateFeatures,
        ];
        IEstimator<ITransformer> inputs = readsMood
            ? context.Transforms.CustomMapping(new ReadContextMapping().GetMapping(), ReadContextMapping.ContractName)
            : context.Transforms.CustomMapping(new ListenerContextMapping().GetMapping(), ListenerContextMapping.ContractName);
        return new EstimatorChain<ITransformer>()
            .Append(inputs)
            .Append(context.Transforms.ApplyOnnxModel(Outputs, file.Inputs, file.Path))
            .Append(context.Transforms.CustomMapping(new RankingMapping().GetMapping(), RankingMapping.ContractName))
            .Append<ITransformer>(context.Transforms.DropColumns(temporary))
            .Fit(row);
    }

    private sealed class GraphRow : ListenerContext
    {
        [VectorType(Mood.MoodColumns.EmbeddingSize)]
        public float[] SentimentEmbedding { get; set; } = new float[Mood.MoodColumns.EmbeddingSize];

        public float HasText { get; set; }

        public float Valence { get; set; }

        public float Arousal { get; set; }
    }
}
