using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetMoodRec.Recommendation;

/// <summary>
/// A fitted recommender: adds <see cref="RecommenderColumns.SongIds"/>, Titles, Scores, LikeProbabilities and Basis to rows that hold the
/// columns of a <see cref="ListenerContext"/> and, for a method that reads the mood,
/// <see cref="Mood.MoodColumns.SentimentEmbedding"/> and <see cref="Mood.MoodColumns.HasText"/>.
/// </summary>
/// <remarks>
/// It wraps a chain of ML.NET's own transformers and saves as that chain, so that a saved model loads with plain
/// <c>mlContext.Model.Load</c>. Transforming is thread-safe. The graph lies in a temporary file until disposal.
/// </remarks>
public sealed class RecommenderTransformer : ITransformer, IDisposable
{
    internal static readonly string[] Outputs =
        [RecommenderColumns.SongIds, RecommenderColumns.Titles, RecommenderColumns.Scores, RecommenderColumns.LikeProbabilities, RecommenderColumns.Basis];

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
    /// <exception cref="MoodRecException">The graph has other inputs or outputs than a recommender.</exception>
    public static RecommenderTransformer Create(MLContext context, byte[] onnx)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(onnx);
        var file = new RecommenderGraphFile(context, onnx);
        return new RecommenderTransformer(onnx, file, Chain(context, file));
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

    private static TransformerChain<ITransformer> Chain(MLContext context, RecommenderGraphFile file)
    {
        // Only the schema of these rows is used.
        IDataView row = context.Data.LoadFromEnumerable([new GraphRow()]);
        string[] temporary =
        [
            RecommenderColumns.HistorySongIds, RecommenderColumns.HistoryFeedback, RecommenderColumns.HistoryValence,
            RecommenderColumns.HistoryElapsedHours, RecommenderColumns.ExcludedIds,
            RecommenderColumns.TextHoursAgo, RecommenderColumns.LikeWeight, RecommenderColumns.TopN,
        ];
        return context.Transforms
            .CustomMapping(new ListenerContextMapping().GetMapping(), ListenerContextMapping.ContractName)
            .Append(context.Transforms.ApplyOnnxModel(Outputs, file.Inputs, file.Path))
            .Append(context.Transforms.CustomMapping(new BasisMapping().GetMapping(), BasisMapping.ContractName))
            .Append<ITransformer>(context.Transforms.DropColumns(temporary))
            .Fit(row);
    }

    private sealed class GraphRow : ListenerContext
    {
        [VectorType(Mood.MoodColumns.EmbeddingSize)]
        public float[] SentimentEmbedding { get; set; } = new float[Mood.MoodColumns.EmbeddingSize];

        public float HasText { get; set; }
    }
}
