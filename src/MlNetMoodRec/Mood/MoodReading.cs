namespace MlNetMoodRec.Mood;

/// <summary>What a mood encoder reads in one text. For a text without words everything is zero and the emotion neutral.</summary>
public sealed record MoodReading
{
    /// <summary>Whether the text holds anything to read.</summary>
    public required bool HasText { get; init; }

    /// <summary>Valence, in [-1, 1].</summary>
    public required float Valence { get; init; }

    /// <summary>Arousal, in [-1, 1].</summary>
    public required float Arousal { get; init; }

    /// <summary>The name of the likeliest emotion.</summary>
    public required string Emotion { get; init; }

    /// <summary>Probabilities in the order of <see cref="Emotions.Names"/>. Not to be changed: readings may share it.</summary>
    public required float[] EmotionProbabilities { get; init; }

    /// <summary>The pooled representation of the text, 512 numbers. Not to be changed: readings may share it.</summary>
    public required float[] SentimentEmbedding { get; init; }
}
