using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Web.Api;

/// <summary>The mood of a text.</summary>
public sealed record MoodAnswer
{
    /// <summary>How pleasant it is, from -1 to 1; 0 for an empty text.</summary>
    public required float Valence { get; init; }

    /// <summary>How excited it is, from -1 to 1; 0 for an empty text.</summary>
    public required float Arousal { get; init; }

    /// <summary>The likeliest emotion; "neutral" for an empty text.</summary>
    public required string Emotion { get; init; }

    /// <summary>The probability of each emotion.</summary>
    public required IReadOnlyDictionary<string, float> Emotions { get; init; }

    internal static MoodAnswer Of(SongRecommendations answer) => new()
    {
        Valence = answer.Valence,
        Arousal = answer.Arousal,
        Emotion = answer.Emotion,
        Emotions = Mood.Emotions.Names.Zip(answer.EmotionProbabilities).ToDictionary(e => e.First, e => e.Second),
    };
}
