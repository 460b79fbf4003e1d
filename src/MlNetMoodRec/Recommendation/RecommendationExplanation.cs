namespace MlNetMoodRec.Recommendation;

/// <summary>An answer with its reasons, as given by <see cref="MoodRecModel.Explain(ListenerContext)"/>.</summary>
public sealed record RecommendationExplanation
{
    /// <summary>The answer.</summary>
    public required SongRecommendations Answer { get; init; }

    /// <summary>The answer to the same request without its text; null where nothing was read from a text.</summary>
    public required SongRecommendations? WithoutText { get; init; }

    /// <summary>The reasons for each song of the answer, in its order.</summary>
    public required IReadOnlyList<SongReason> Songs { get; init; }

    /// <summary>What each word of the text did, in their order; empty where nothing was read from a text. It holds the listener's words.</summary>
    public required IReadOnlyList<WordInfluence> Words { get; init; }
}
