using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Mood;

/// <summary>The files of a mood encoder: model.onnx, vocab.txt and config.json, checked against each other.</summary>
internal sealed class MoodEncoderFolder
{
    private const string OnnxFile = "model.onnx";
    private const string VocabularyFile = "vocab.txt";
    private const string ConfigFile = "config.json";

    private MoodEncoderFolder(string onnxPath, BertWordPiece tokenizer, int maxLength)
    {
        OnnxPath = onnxPath;
        Tokenizer = tokenizer;
        MaxLength = maxLength;
    }

    public string OnnxPath { get; }

    public BertWordPiece Tokenizer { get; }

    /// <summary>How many ids a text gives at most.</summary>
    public int MaxLength { get; }

    public static MoodEncoderFolder Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new MoodRecException(
                $"There is no mood encoder at '{folder}': {(File.Exists(folder) ? "it is a file" : "no such folder")}. Expected a folder "
                + $"with {OnnxFile}, {VocabularyFile} and {ConfigFile}, such as models/mood-encoder or what 'moodrec encoder train' wrote.");
        }

        string[] missing = [.. new[] { OnnxFile, VocabularyFile, ConfigFile }.Where(f => !File.Exists(Path.Combine(folder, f)))];
        if (missing.Length > 0)
        {
            throw new MoodRecException(
                $"The folder '{folder}' is not a mood encoder: it lacks {string.Join(" and ", missing)}. Expected {OnnxFile}, "
                + $"{VocabularyFile} and {ConfigFile}, such as in models/mood-encoder or what 'moodrec encoder train' wrote.");
        }

        Config config = ReadConfig(Path.Combine(folder, ConfigFile));
        string vocabularyPath = Path.Combine(folder, VocabularyFile);
        BertWordPiece tokenizer = BertWordPiece.Load(vocabularyPath, config.LowerCase);
        if (tokenizer.Vocabulary.Count > config.VocabularySize)
        {
            throw new MoodRecException(
                $"'{vocabularyPath}' has {tokenizer.Vocabulary.Count} tokens, but the encoder's embedding has {config.VocabularySize} "
                + $"(vocab_size in {ConfigFile}); expected at most as many. The files are of different encoders: take both from one.");
        }

        return new MoodEncoderFolder(Path.Combine(folder, OnnxFile), tokenizer, config.MaxLength ?? config.Positions);
    }

    private static Config ReadConfig(string path)
    {
        Config config;
        try
        {
            config = JsonSerializer.Deserialize<Config>(File.ReadAllText(path)) ?? throw new JsonException("The file holds 'null'.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"'{path}' is not a readable encoder configuration: {e.Message}", e);
        }

        return config is { VocabularySize: > 0, Positions: >= 2 } && (config.MaxLength ?? 2) >= 2 && !(config.MaxLength > config.Positions)
            ? config
            : throw new MoodRecException(
                $"'{path}' has vocab_size {config.VocabularySize}, max_position_embeddings {config.Positions} and max_length "
                + $"{config.MaxLength?.ToString() ?? "(none)"}; expected vocab_size >= 1, max_position_embeddings >= 2 and "
                + "max_length from 2 to max_position_embeddings.");
    }

    private sealed record Config
    {
        [JsonPropertyName("vocab_size")]
        public int VocabularySize { get; init; }

        [JsonPropertyName("max_position_embeddings")]
        public int Positions { get; init; }

        [JsonPropertyName("max_length")]
        public int? MaxLength { get; init; }

        [JsonPropertyName("do_lower_case")]
        public bool LowerCase { get; init; } = true;
    }
}
