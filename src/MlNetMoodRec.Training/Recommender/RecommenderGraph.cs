using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Onnx;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// The part of a recommender's ONNX graph that all methods share: ids to indices at the front; popularity as the last
/// resort, exclusion, the best n and indices to ids at the end. A method puts its scores between the two.
/// </summary>
internal sealed class RecommenderGraph
{
    /// <summary>What excluded songs score; no model's score comes near it.</summary>
    private const float Excluded = -1e9f;

    private static readonly string[] BasisNames =
        [RecommendationBasis.Popularity, RecommendationBasis.Mood, RecommendationBasis.History, RecommendationBasis.HistoryAndMood];

    private static readonly string[] NoId = [""];
    private static readonly long[] Zero = [0];
    private static readonly long[] BatchAxis = [0];
    private static readonly long[] RowAxis = [1];

    private readonly SongIndex _songs;
    private readonly string _excludedIds;
    private readonly string _likeWeight;
    private readonly string _topN;

    public RecommenderGraph(SongIndex songs, bool readsMood)
    {
        _songs = songs;
        string ids = Onnx.Input(RecommenderColumns.HistorySongIds, DataType.String, "batch", "history");
        Feedback = Onnx.Input(RecommenderColumns.HistoryFeedback, DataType.Float, "batch", "history");
        Valence = Onnx.Input(RecommenderColumns.HistoryValence, DataType.Float, "batch", "history");
        ElapsedHours = Onnx.Input(RecommenderColumns.HistoryElapsedHours, DataType.Float, "batch", "history");
        _excludedIds = Onnx.Input(RecommenderColumns.ExcludedIds, DataType.String, "batch", "excluded");
        _likeWeight = Onnx.Input(RecommenderColumns.LikeWeight, DataType.Float, "batch", 1);
        _topN = Onnx.Input(RecommenderColumns.TopN, DataType.Int64, 1, 1);
        if (readsMood)
        {
            SentimentEmbedding = Onnx.Input(MoodColumns.SentimentEmbedding, DataType.Float, "batch", MoodColumns.EmbeddingSize);
            HasText = Onnx.Input(MoodColumns.HasText, DataType.Float, "batch", 1);
            TextHoursAgo = Onnx.Input(RecommenderColumns.TextHoursAgo, DataType.Float, "batch", 1);
        }

        Songs = ToIndices(ids);
        Known = Onnx.Node("Cast", [Onnx.Node("Greater", [Songs, Onnx.Scalar(0L)])], ("to", (int)DataType.Float));
        string isSong = Onnx.Node("LabelEncoder", [ids],
            ("keys_strings", NoId), ("values_int64s", Zero), ("default_int64", 1L));
        Lengths = Onnx.Node("ReduceSum", [isSong, Onnx.Vector(1)], ("keepdims", 1));
    }

    /// <summary>The graph, for a method's own nodes.</summary>
    public OnnxGraph Onnx { get; } = new("recommender");

    /// <summary>Indices of the history, int64 [batch, history]; 0 for unknown songs and padding.</summary>
    public string Songs { get; }

    /// <summary>1 for songs that the model knows, else 0; float [batch, history].</summary>
    public string Known { get; }

    /// <summary>How many songs each history has, the unknown ones included; int64 [batch, 1].</summary>
    public string Lengths { get; }

    public string Feedback { get; }

    public string Valence { get; }

    public string ElapsedHours { get; }

    /// <summary>Empty unless the method reads the mood.</summary>
    public string SentimentEmbedding { get; } = "";

    /// <summary>Empty unless the method reads the mood.</summary>
    public string HasText { get; } = "";

    /// <summary>Hours since the text was written, float [batch, 1]; empty unless the method reads the mood.</summary>
    public string TextHoursAgo { get; } = "";

    /// <summary>The scores of a model that knows nothing of the listener: log popularity, float [1, songs].</summary>
    public string LogPopularity() => Onnx.Constant(_songs.LogPopularity, 1, _songs.Ids.Length);

    /// <summary>Completes the graph.</summary>
    /// <param name="scores">Float [batch, songs] in catalogue order, or null for popularity alone.</param>
    /// <param name="likeLogits">Log odds of a good response, float [batch, songs]; null for the songs' own.</param>
    public byte[] Finish(string? scores, string? likeLogits = null)
    {
        string hasHistory = scores is null
            ? Onnx.Node("Less", [Lengths, Onnx.Scalar(0L)])
            : Onnx.Node("Greater", [Onnx.Node("ReduceMax", [Known], ("axes", RowAxis), ("keepdims", 1)), Onnx.Scalar(0f)]);
        string informed = HasText.Length == 0
            ? hasHistory
            : Onnx.Node("Or", [hasHistory, Onnx.Node("Greater", [HasText, Onnx.Scalar(0f)])]);
        string popularity = LogPopularity();
        string all = Onnx.Node("Where", [informed, scores ?? popularity, popularity]);
        string ownLikes = Onnx.Constant(_songs.LikeLogits, 1, _songs.Ids.Length);
        string likes = Onnx.Node("Where", [informed, likeLogits ?? ownLikes, ownLikes]);
        string logLikes = Onnx.Node("Neg", [Onnx.Node("Softplus", [Onnx.Node("Neg", [likes])])]);

        string masked = Exclude(Onnx.Node("Add", [all, Onnx.Node("Mul", [_likeWeight, logLikes])]));
        string[] top = Onnx.Node("TopK", 2, [masked, Count(masked)], ("axis", 1));
        string left = Onnx.Node("Greater", [top[0], Onnx.Scalar(Excluded / 2)]);

        Onnx.Output(RecommenderColumns.SongIds, Texts(_songs.Ids, top[1], left), DataType.String, "batch", "n");
        Onnx.Output(RecommenderColumns.Titles, Texts(_songs.Titles, top[1], left), DataType.String, "batch", "n");
        Onnx.Output(RecommenderColumns.Scores, top[0], DataType.Float, "batch", "n");
        string topLikes = Onnx.Node("Sigmoid", [Onnx.Node("GatherElements", [likes, top[1]], ("axis", 1))]);
        Onnx.Output(RecommenderColumns.LikeProbabilities, Onnx.Node("Where", [left, topLikes, Onnx.Scalar(0f)]), DataType.Float, "batch", "n");
        Onnx.Output(RecommenderColumns.Basis, Basis(hasHistory), DataType.String, "batch", 1);
        Onnx.Output(RecommenderColumns.CatalogueScores, all, DataType.Float, "batch", _songs.Ids.Length);
        Onnx.Output(RecommenderColumns.CatalogueLikeLogits, likes, DataType.Float, "batch", _songs.Ids.Length);
        return Onnx.ToBytes((RecommenderColumns.CatalogueMetadata, _songs.ToJson()));
    }

    private string ToIndices(string ids) => Onnx.Node("LabelEncoder", [ids],
        ("keys_strings", _songs.Ids), ("values_int64s", Enumerable.Range(1, _songs.Ids.Length).Select(i => (long)i).ToArray()), ("default_int64", 0L));

    private string Exclude(string scores)
    {
        // A column for the unknown song takes the exclusions that the model does not know.
        string padded = Onnx.Node("Pad", [scores, Onnx.Vector(0, 1, 0, 0)]);
        string excluded = ToIndices(_excludedIds);
        string updates = Onnx.Node("Expand", [Onnx.Scalar(Excluded), Onnx.Node("Shape", [excluded])]);
        string scattered = Onnx.Node("ScatterElements", [padded, excluded, updates], ("axis", 1));
        return Onnx.Node("Slice", [scattered, Onnx.Vector(1), Onnx.Vector(_songs.Ids.Length + 1), Onnx.Vector(1)]);
    }

    /// <summary>How many songs to return: as many as asked for, as far as the row with the fewest exclusions has them.</summary>
    private string Count(string masked)
    {
        string left = Onnx.Node("Cast", [Onnx.Node("Greater", [masked, Onnx.Scalar(Excluded / 2)])], ("to", (int)DataType.Int64));
        string most = Onnx.Node("ReduceMax", [Onnx.Node("ReduceSum", [left, Onnx.Vector(1)], ("keepdims", 0))], ("axes", BatchAxis), ("keepdims", 1));
        string asked = Onnx.Node("Max", [Onnx.Node("Reshape", [_topN, Onnx.Vector(1)]), Onnx.Vector(1)]);
        return Onnx.Node("Min", [asked, most]);
    }

    private string Texts(string[] texts, string songs, string left) =>
        Onnx.Node("Where", [left, Onnx.Node("Gather", [Onnx.Constant(texts, texts.Length), songs]), Onnx.Constant(NoId, 1)]);

    private string Basis(string hasHistory)
    {
        string basis = Onnx.Node("Mul", [Onnx.Node("Cast", [hasHistory], ("to", (int)DataType.Int64)), Onnx.Scalar(2L)]);
        if (HasText.Length > 0)
        {
            string hasText = Onnx.Node("Greater", [HasText, Onnx.Scalar(0f)]);
            basis = Onnx.Node("Add", [basis, Onnx.Node("Cast", [hasText], ("to", (int)DataType.Int64))]);
        }

        return Onnx.Node("Gather", [Onnx.Constant(BasisNames, BasisNames.Length), basis]);
    }
}
