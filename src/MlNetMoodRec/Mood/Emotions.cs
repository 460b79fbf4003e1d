namespace MlNetMoodRec.Mood;

/// <summary>The emotions that a mood encoder tells apart: Ekman's six and neutral.</summary>
public static class Emotions
{
    /// <summary>The emotion of a text that shows none.</summary>
    public const string Neutral = "neutral";

    /// <summary>The names, in the order of every vector of emotion probabilities.</summary>
    public static IReadOnlyList<string> Names { get; } = ["anger", "disgust", "fear", "joy", "sadness", "surprise", Neutral];
}
