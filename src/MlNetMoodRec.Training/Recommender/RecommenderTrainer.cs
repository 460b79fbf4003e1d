using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// A method that learns to recommend from rows of <see cref="ListenerEvent"/>. All methods give the same kind of
/// transformer and can be put in each other's place in a pipeline.
/// </summary>
/// <remarks>
/// Rows are read once, grouped by listener and ordered by time (rows of equal time keep their order). A listener's
/// first row brings the history before it; from then on the rows' own songs are the history.
/// </remarks>
public abstract class RecommenderTrainer : IEstimator<RecommenderTransformer>
{
    private protected RecommenderTrainer(MLContext context, IReadOnlyList<Song>? catalogue, CancellationToken cancellation)
    {
        Context = context;
        Catalogue = catalogue ?? [];
        Cancellation = cancellation;
    }

    private protected MLContext Context { get; }

    /// <summary>What is known of the songs. Songs that are only here can be recommended as well.</summary>
    private protected IReadOnlyList<Song> Catalogue { get; }

    private protected CancellationToken Cancellation { get; }

    /// <summary>Trains on <paramref name="input"/>.</summary>
    /// <exception cref="MoodRecException">The rows or the options cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled before there was a model to keep.</exception>
    public RecommenderTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return RecommenderTransformer.Create(Context, Train(input));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        // The constructors of SchemaShape are internal to ML.NET: a mapping with the same columns tells it instead.
        static void Map(Recent input, Recommended output)
        {
        }

        return Context.Transforms.CustomMapping<Recent, Recommended>(Map, contractName: null).GetOutputSchema(inputSchema);
    }

    /// <summary>Trains, and returns the model as an ONNX graph (<see cref="RecommenderColumns"/>).</summary>
    private protected abstract byte[] Train(IDataView data);

    private sealed class Recent
    {
        public string[] RecentSongIds { get; set; } = [];
    }

    private sealed class Recommended
    {
        public string[] SongIds { get; set; } = [];

        public string[] Titles { get; set; } = [];

        public float[] Scores { get; set; } = [];

        public float[] LikeProbabilities { get; set; } = [];

        public string Basis { get; set; } = "";
    }
}
