using System.Text.Json.Serialization;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// The geometry of a DistilBERT, with the keys of a Hugging Face config.json. The defaults are those of the encoder in
/// models/: what can be trained in 15 minutes on two processor cores.
/// </summary>
public sealed record DistilBertConfig
{
    /// <summary>The number of tokens in the vocabulary.</summary>
    [JsonPropertyName("vocab_size")]
    public int VocabularySize { get; init; } = 8000;

    /// <summary>The longest text in tokens, [CLS] and [SEP] included.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaxPositions { get; init; } = 64;

    /// <summary>The width of a token's hidden state.</summary>
    [JsonPropertyName("dim")]
    public int Width { get; init; } = 128;

    /// <summary>The number of transformer layers.</summary>
    [JsonPropertyName("n_layers")]
    public int Layers { get; init; } = 2;

    /// <summary>The number of attention heads; they share the width.</summary>
    [JsonPropertyName("n_heads")]
    public int Heads { get; init; } = 4;

    /// <summary>The width inside a feed-forward block.</summary>
    [JsonPropertyName("hidden_dim")]
    public int FeedForwardWidth { get; init; } = 512;

    /// <summary>The share of hidden values that are dropped in training.</summary>
    [JsonPropertyName("dropout")]
    public double Dropout { get; init; } = 0.15;

    /// <summary>The share of attention weights that are dropped in training.</summary>
    [JsonPropertyName("attention_dropout")]
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>Throws when a value cannot be used, naming all that cannot.</summary>
    public void Validate()
    {
        string[] errors = [.. Errors()];
        if (errors.Length > 0)
        {
            throw new MoodRecException("This DistilBERT cannot be built: " + string.Join("; ", errors) + ".");
        }
    }

    internal IEnumerable<string> Errors()
    {
        foreach ((string name, int value) in new[]
        {
            ("vocab_size", VocabularySize), ("max_position_embeddings", MaxPositions), ("dim", Width),
            ("n_layers", Layers), ("n_heads", Heads), ("hidden_dim", FeedForwardWidth),
        })
        {
            if (value < 1)
            {
                yield return $"{name} is {value}, expected at least 1";
            }
        }

        if (Heads > 0 && Width % Heads != 0)
        {
            yield return $"dim {Width} is not a multiple of n_heads {Heads}";
        }

        if (Dropout is not (>= 0 and < 1))
        {
            yield return $"dropout is {Dropout}, expected at least 0 and below 1";
        }

        if (AttentionDropout is not (>= 0 and < 1))
        {
            yield return $"attention_dropout is {AttentionDropout}, expected at least 0 and below 1";
        }
    }
}
