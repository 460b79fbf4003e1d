using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetMoodRec.Mood;

/// <summary>
/// Adds the mood of a text to each row. A data set is transformed with each distinct text read once, in batches, when
/// its first row is asked for; single rows (prediction engines) go through a chain of ML.NET's own transformers.
/// </summary>
/// <remarks>
/// It saves as that chain, so that a saved model loads with plain <c>mlContext.Model.Load</c>. Both ways give the same
/// values up to the rounding of float sums (1e-6). Thread-safe.
/// </remarks>
public sealed class MoodEncodingTransformer : ITransformer, IDisposable
{
    // Readings take 2 KB each; data with more distinct texts than this reads the rest row by row.
    private const int RememberedTexts = 250_000;

    private const int EmotionCount = 7;

    private readonly MLContext _context;
    private readonly ITransformer _chain;
    private readonly string _inputColumnName;

    internal MoodEncodingTransformer(MLContext context, MoodEncoder encoder, ITransformer chain, string inputColumnName)
    {
        _context = context;
        Encoder = encoder;
        _chain = chain;
        _inputColumnName = inputColumnName;
    }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => _chain.IsRowToRowMapper;

    /// <summary>The encoder, for texts outside of a data view.</summary>
    public MoodEncoder Encoder { get; }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _chain.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _chain.GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => _chain.Save(ctx);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var readings = new Lazy<Dictionary<string, MoodReading>>(() => ReadDistinctTexts(input));
        void Map(TextRow row, MoodRow mood)
        {
            MoodReading reading = readings.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(row.Text.Span, out MoodReading? known)
                ? known
                : Encoder.Read(row.Text.ToString());
            mood.HasText = reading.HasText ? 1 : 0;
            mood.SentimentEmbedding = new VBuffer<float>(reading.SentimentEmbedding.Length, reading.SentimentEmbedding);
            mood.EmotionProbabilities = new VBuffer<float>(reading.EmotionProbabilities.Length, reading.EmotionProbabilities);
            mood.Valence = reading.Valence;
            mood.Arousal = reading.Arousal;
            mood.Emotion = reading.Emotion;
        }

        var inputSchema = SchemaDefinition.Create(typeof(TextRow));
        inputSchema[nameof(TextRow.Text)].ColumnName = _inputColumnName;
        return _context.Transforms.CustomMapping<TextRow, MoodRow>(Map, contractName: null, inputSchema, OutputSchema()).Fit(input).Transform(input);
    }

    /// <summary>Closes the encoder. Data views and engines made from this transformer stop working.</summary>
    public void Dispose()
    {
        Encoder.Dispose();
        (_chain as IDisposable)?.Dispose();
    }

    /// <summary>With the names of the emotions, which the chain takes from the graph.</summary>
    private static SchemaDefinition OutputSchema()
    {
        var names = new VBuffer<ReadOnlyMemory<char>>(EmotionCount, [.. Emotions.Names.Select(name => name.AsMemory())]);
        var schema = SchemaDefinition.Create(typeof(MoodRow));
        schema[nameof(MoodRow.EmotionProbabilities)].AddAnnotation("SlotNames", names, new VectorDataViewType(TextDataViewType.Instance, EmotionCount));
        return schema;
    }

    private Dictionary<string, MoodReading> ReadDistinctTexts(IDataView input)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> bySpan = texts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (ReadOnlyMemory<char> text in input.GetColumn<ReadOnlyMemory<char>>(_inputColumnName))
        {
            if (bySpan.Add(text.Span) && texts.Count == RememberedTexts)
            {
                break;
            }
        }

        string[] distinct = [.. texts];
        IReadOnlyList<MoodReading> readings = Encoder.Read(distinct);
        return distinct.Zip(readings).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private sealed class TextRow
    {
        public ReadOnlyMemory<char> Text { get; set; }
    }

    // The shapes are those that ML.NET gives the graph's outputs.
    private sealed class MoodRow
    {
        public float HasText { get; set; }

        [VectorType(1, MoodColumns.EmbeddingSize)]
        public VBuffer<float> SentimentEmbedding { get; set; }

        [VectorType(1, EmotionCount)]
        public VBuffer<float> EmotionProbabilities { get; set; }

        public float Valence { get; set; }

        public float Arousal { get; set; }

        public string Emotion { get; set; } = "";
    }
}
