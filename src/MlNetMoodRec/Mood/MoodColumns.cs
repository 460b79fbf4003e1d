namespace MlNetMoodRec.Mood;

/// <summary>
/// The columns that reading the mood of a text adds to a row, and the outputs of a mood encoder's ONNX graph.
/// The graph takes <see cref="InputIds"/> and <see cref="AttentionMask"/> (int64 [batch, length]).
/// </summary>
public static class MoodColumns
{
    /// <summary>Graph input: token ids, int64 [batch, length].</summary>
    public const string InputIds = "input_ids";

    /// <summary>Graph input: 1 for a token, 0 for padding, int64 [batch, length].</summary>
    public const string AttentionMask = "attention_mask";

    /// <summary>1 where the text holds at least one token besides [CLS] and [SEP], else 0; float [batch, 1].</summary>
    public const string HasText = "HasText";

    /// <summary>The pooled representation of the text, float [batch, 512].</summary>
    public const string SentimentEmbedding = "SentimentEmbedding";

    /// <summary>Valence in [-1, 1], float [batch, 1]; 0 for an empty text.</summary>
    public const string Valence = "Valence";

    /// <summary>Arousal in [-1, 1], float [batch, 1]; 0 for an empty text.</summary>
    public const string Arousal = "Arousal";

    /// <summary>The name of the likeliest emotion, string [batch, 1]; "neutral" for an empty text.</summary>
    public const string Emotion = "Emotion";

    /// <summary>Probabilities in the order of <see cref="Emotions.Names"/>, float [batch, 7].</summary>
    public const string EmotionProbabilities = "EmotionProbabilities";

    /// <summary>The length of <see cref="SentimentEmbedding"/>.</summary>
    public const int EmbeddingSize = 512;
}
