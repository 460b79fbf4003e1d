namespace MlNetMoodRec.Recommendation;

/// <summary>What a recommendation rests on, as given in <see cref="SongRecommendations.Basis"/>.</summary>
public static class RecommendationBasis
{
    /// <summary>Known recent songs and a mood: a text that the model reads, or a fit to the mood that the request asks for.</summary>
    public const string HistoryAndMood = "history+mood";

    /// <summary>Known recent songs; no mood, or a mood weight of 0, or a model that does not read texts.</summary>
    public const string History = "history";

    /// <summary>A mood, and no recent song that the model knows.</summary>
    public const string Mood = "mood";

    /// <summary>Neither: the most popular songs.</summary>
    public const string Popularity = "popularity";
}
