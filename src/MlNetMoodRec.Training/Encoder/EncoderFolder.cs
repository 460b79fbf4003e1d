using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>The files of an encoder: model.onnx, vocab.txt, config.json and the model card README.md.</summary>
internal static class EncoderFolder
{
    private const string ModelFile = "model.onnx";
    private const string VocabularyFile = "vocab.txt";
    private const string ConfigFile = "config.json";
    private const string CardFile = "README.md";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes all files.</summary>
    public static void Write(
        string folder, byte[] onnx, IReadOnlyList<string> vocabulary, DistilBertConfig config, EncoderThresholds thresholds, string card)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, ModelFile), onnx);
        File.WriteAllText(Path.Combine(folder, VocabularyFile), string.Join('\n', vocabulary) + "\n");
        JsonObject json = JsonSerializer.SerializeToNode(config)!.AsObject();
        json["model_type"] = "distilbert";
        json["activation"] = "gelu";
        json["sinusoidal_pos_embds"] = false;
        json["pad_token_id"] = 0;
        json["max_length"] = config.MaxPositions;
        json["do_lower_case"] = true;
        json["goemotions_thresholds"] = JsonSerializer.SerializeToNode(thresholds.GoEmotions);
        json["ekman_thresholds"] = JsonSerializer.SerializeToNode(thresholds.Ekman);
        File.WriteAllText(Path.Combine(folder, ConfigFile), json.ToJsonString(Indented) + "\n");
        File.WriteAllText(Path.Combine(folder, CardFile), card);
    }

    /// <summary>Opens the encoder in a folder.</summary>
    public static (EncoderSession Session, EncoderThresholds Thresholds) Open(string folder)
    {
        string model = Path.Combine(folder, ModelFile);
        string config = Path.Combine(folder, ConfigFile);
        foreach (string file in new[] { model, config })
        {
            if (!File.Exists(file))
            {
                throw new MoodRecException(
                    $"'{file}' was not found; expected an encoder folder with {ModelFile}, {VocabularyFile} and {ConfigFile}, as 'moodrec encoder train' writes it.");
            }
        }

        try
        {
            JsonNode json = JsonNode.Parse(File.ReadAllText(config)) ?? throw new JsonException("the file is empty");
            BertWordPiece tokenizer = BertWordPiece.Load(Path.Combine(folder, VocabularyFile), (bool?)json["do_lower_case"] ?? true);
            int maxLength = (int?)json["max_length"] ?? throw new JsonException("the key max_length is missing");
            return (
                new EncoderSession(File.ReadAllBytes(model), tokenizer, maxLength),
                new EncoderThresholds(Numbers(json, "goemotions_thresholds"), Numbers(json, "ekman_thresholds")));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new MoodRecException($"'{config}' is not the configuration of an encoder of this program: {e.Message}", e);
        }
    }

    private static float[] Numbers(JsonNode json, string key) =>
        [.. (json[key] ?? throw new JsonException($"the key {key} is missing")).AsArray().Select(value => (float)value!)];
}
