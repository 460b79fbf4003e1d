namespace MlNetMoodRec.Recommendation;

/// <summary>
/// Inputs and outputs of a recommender's ONNX graph, which every method (popularity, matrix factorisation, LSTM)
/// shares. In a batch, rows shorter than the longest are padded on the right with empty ids; a row without any song
/// holds one empty id. Unknown ids count as songs that nothing is known of.
/// </summary>
public static class RecommenderColumns
{
    /// <summary>Input: the recent songs, oldest first, string [batch, history]; history >= 1.</summary>
    public const string HistorySongIds = "history_song_ids";

    /// <summary>Input: feedback of the recent songs in [0, 1], float [batch, history].</summary>
    public const string HistoryFeedback = "history_feedback";

    /// <summary>Input: valence of what was written at each recent song, in [-1, 1], float [batch, history].</summary>
    public const string HistoryValence = "history_valence";

    /// <summary>
    /// Input: hours from each recent song to the next one, and from the last one to the request, float
    /// [batch, history]; negative where unknown.
    /// </summary>
    public const string HistoryElapsedHours = "history_elapsed_hours";

    /// <summary>Input: songs that must not be recommended, string [batch, excluded]; padded with empty ids, excluded >= 1.</summary>
    public const string ExcludedIds = "excluded_song_ids";

    /// <summary>Input of a method that reads the mood: how many hours ago the text was written, float [batch, 1], at least 0.</summary>
    public const string TextHoursAgo = "text_hours_ago";

    /// <summary>Input: what the log of the chance of liking a song counts beside its score, float [batch, 1], at least 0.</summary>
    public const string LikeWeight = "like_weight";

    /// <summary>Input: how many songs to return, int64 [1, 1]; clamped to 1 .. catalogue size.</summary>
    public const string TopN = "top_n";

    /// <summary>Output: ids of the best songs that are not excluded, best first, string [batch, n].</summary>
    public const string SongIds = "SongIds";

    /// <summary>Output: their titles, string [batch, n].</summary>
    public const string Titles = "Titles";

    /// <summary>Output: their scores, float [batch, n].</summary>
    public const string Scores = "Scores";

    /// <summary>Output: the chance that the listener likes each of them, float [batch, n].</summary>
    public const string LikeProbabilities = "LikeProbabilities";

    /// <summary>Output: what the answer rests on (<see cref="RecommendationBasis"/>), string [batch, 1].</summary>
    public const string Basis = "Basis";

    /// <summary>Output, computed only on request: the score of every song in catalogue order, before exclusion, float [batch, songs].</summary>
    public const string CatalogueScores = "CatalogueScores";

    /// <summary>Output, computed only on request: the log odds that the listener likes each song, in catalogue order, float [batch, songs].</summary>
    public const string CatalogueLikeLogits = "CatalogueLikeLogits";

    /// <summary>Metadata property of the graph: the song ids in catalogue order, as a JSON array.</summary>
    public const string CatalogueMetadata = "song_ids";
}
