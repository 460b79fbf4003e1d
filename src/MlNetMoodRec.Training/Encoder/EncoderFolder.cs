using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>The files of an encoder: model.onnx, vocab.txt, config.json and the model card README.md.</summary>
internal static class EncoderFolder
{
    public const string ModelFile = "model.onnx";
    public const string VocabularyFile = "vocab.txt";
    private const string ConfigFile = "config.json";
    public const string CardFile = "README.md";
    private const string GoEmotionsKey = "goemotions_thresholds";
    private const string OpenDataKey = "open_data_only";
    private const string StorageKey = "storage";
    private const string EkmanKey = "ekman_thresholds";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes what is needed to run the encoder; <paramref name="thresholds"/> are needed to evaluate it.</summary>
    public static void Write(
        string folder, byte[] onnx, IReadOnlyList<string> vocabulary, DistilBertConfig config, EncoderThresholds? thresholds = null, bool openDataOnly = false)
    {
        JsonObject json = ToJson(config);
        json["pad_token_id"] = 0;
        json["max_length"] = config.MaxPositions;
        json["do_lower_case"] = true;
        json[GoEmotionsKey] = JsonSerializer.SerializeToNode(thresholds?.GoEmotions);
        json[EkmanKey] = JsonSerializer.SerializeToNode(thresholds?.Ekman);
        if (openDataOnly)
        {
            json[OpenDataKey] = true;
        }

        Write(folder, onnx, vocabulary, json);
    }

    /// <summary>Writes the graph and the vocabulary, with a configuration that the caller has completed.</summary>
    public static void Write(string folder, byte[] onnx, IReadOnlyList<string> vocabulary, JsonObject config)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, ModelFile), onnx);
        File.WriteAllText(Path.Combine(folder, VocabularyFile), string.Join('\n', vocabulary) + "\n");
        File.WriteAllText(Path.Combine(folder, ConfigFile), config.ToJsonString(Indented) + "\n");
    }

    /// <summary>The network as Hugging Face's config.json has it.</summary>
    public static JsonObject ToJson(DistilBertConfig config)
    {
        JsonObject json = JsonSerializer.SerializeToNode(config)!.AsObject();
        json["model_type"] = "distilbert";
        json["activation"] = "gelu";
        json["sinusoidal_pos_embds"] = false;
        return json;
    }

    /// <summary>Notes in the configuration and on the model card how the weights are stored.</summary>
    public static void WriteStorage(string folder, EncoderStorage storage)
    {
        string path = Path.Combine(folder, ConfigFile);
        JsonObject config = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        string name = storage.ToString().ToLowerInvariant();
        config[StorageKey] = name;
        File.WriteAllText(path, config.ToJsonString(Indented) + "\n");
        string card = Path.Combine(folder, CardFile);
        if (File.Exists(card))
        {
            File.AppendAllText(card, $"\nThe weights are stored as {name} (`--storage`). Figures above that were measured on another storage are not this one's.\n");
        }
    }

    /// <summary>Writes the model card.</summary>
    public static void WriteCard(string folder, string card) => File.WriteAllText(Path.Combine(folder, CardFile), card);

    /// <summary>The thresholds that training left in the configuration.</summary>
    public static EncoderThresholds Thresholds(string folder)
    {
        string path = Path.Combine(folder, ConfigFile);
        try
        {
            JsonNode json = JsonNode.Parse(File.ReadAllText(path)) ?? throw new JsonException("the file is empty");
            return new EncoderThresholds(Numbers(json, GoEmotionsKey), Numbers(json, EkmanKey));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IOException)
        {
            throw new MoodRecException(
                $"'{path}' is not the configuration of an encoder that can be evaluated ({e.Message}); expected one that 'moodrec encoder train' wrote.", e);
        }
    }

    /// <summary>The geometry in the configuration.</summary>
    public static DistilBertConfig Config(string folder)
    {
        string path = Path.Combine(folder, ConfigFile);
        try
        {
            return JsonSerializer.Deserialize<DistilBertConfig>(File.ReadAllText(path)) ?? throw new JsonException("the file is empty");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new MoodRecException($"'{path}' is not the configuration of an encoder ({e.Message}); expected one that 'moodrec encoder train' wrote.", e);
        }
    }

    /// <summary>Whether it was trained on data sets with open terms alone.</summary>
    public static bool IsOfOpenData(string folder) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(folder, ConfigFile)))?[OpenDataKey]?.GetValueKind() == JsonValueKind.True;

    private static float[] Numbers(JsonNode json, string key) =>
        [.. (json[key] ?? throw new JsonException($"the key {key} is missing")).AsArray().Select(value => (float)value!)];
}
