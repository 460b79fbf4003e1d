using Microsoft.ML;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Recommendation;

/// <summary>
/// A model zip that was loaded for use: recommendations, the songs it knows, and what it says of itself.
/// </summary>
/// <remarks>
/// The zip is an ordinary ML.NET model, which <c>mlContext.Model.Load</c> reads too; this class adds clear errors, the
/// manifest and the catalogue. <see cref="Recommend"/> is thread-safe, one request at a time; for many at once use a
/// pool of engines from <see cref="CreateEngine"/>, which share this model and its memory.
/// </remarks>
public sealed partial class MoodRecModel : IDisposable
{
    private readonly MLContext _context;
    private readonly Lock _engineLock = new();
    private readonly PredictionEngine<ListenerContext, SongRecommendations> _engine;

    private MoodRecModel(MLContext context, string temporaryFolder, ITransformer transformer, ModelContents contents)
    {
        _context = context;
        TemporaryFolder = temporaryFolder;
        Transformer = transformer;
        Manifest = contents.Manifest;
        Catalogue = contents.Catalogue;
        RecommenderOnnx = contents.RecommenderOnnx;
        _engine = CreateEngine();
    }

    /// <summary>The ML.NET model: listener contexts in, recommendations out.</summary>
    public ITransformer Transformer { get; }

    /// <summary>What the model says of itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The songs that it can recommend, with what is known of them.</summary>
    public IReadOnlyList<Song> Catalogue { get; }

    /// <summary>The recommender's ONNX model, for <see cref="RecommenderSession"/>.</summary>
    public ReadOnlyMemory<byte> RecommenderOnnx { get; }

    /// <summary>
    /// The part of the model that reads the mood of a text (adds <see cref="Mood.MoodColumns"/>), or null for a model without one.
    /// </summary>
    public ITransformer? MoodReader => RecommenderChain.MoodReader(Transformer);

    /// <summary>Where the loaded model keeps its files until disposal.</summary>
    internal string TemporaryFolder { get; }

    /// <summary>The songs that fit a listener's context, best first. Thread-safe.</summary>
    public SongRecommendations Recommend(ListenerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        lock (_engineLock)
        {
            return _engine.Predict(context).WithoutNulls();
        }
    }

    /// <summary>A new prediction engine over this model (about 50 KB). One engine serves one thread at a time.</summary>
    public PredictionEngine<ListenerContext, SongRecommendations> CreateEngine() =>
        _context.Model.CreatePredictionEngine<ListenerContext, SongRecommendations>(
            Transformer,
            new PredictionEngineOptions { OwnsTransformer = false, IgnoreMissingColumns = MoodReader is null });

    /// <summary>Releases the model and deletes its temporary files. Engines made from it stop working.</summary>
    public void Dispose()
    {
        _engine.Dispose();
        (Transformer as IDisposable)?.Dispose();
        Directory.Delete(TemporaryFolder, recursive: true);
    }
}
