using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetMoodRec.Tests.Mood;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder.Import;

/// <summary>
/// A DistilBERT as Hugging Face lays it out, with random weights. The names and shapes are written down here once more,
/// apart from the code that checks them. Its folder is deleted with it.
/// </summary>
internal sealed class SyntheticCheckpoint : IDisposable
{
    public static readonly DistilBertConfig Tiny = new()
    {
        VocabularySize = SyntheticEncoder.Vocabulary.Length, MaxPositions = 16, Width = 12, Layers = 2, Heads = 3, FeedForwardWidth = 20,
    };

    public SyntheticCheckpoint(
        DistilBertConfig? model = null, string[]? labels = null, string type = "F32", string? problemType = null, bool prefix = true)
    {
        Model = model ?? Tiny;
        Type = type;
        Folder = Directory.CreateTempSubdirectory("synthetic-checkpoint-").FullName;
        Tensors = [.. Shapes(Model, labels?.Length).Select(t => (prefix ? t.Name : t.Name["distilbert.".Length..], type, t.Shape))];
        Config = new JsonObject
        {
            ["architectures"] = new JsonArray(labels is null ? "DistilBertModel" : "DistilBertForSequenceClassification"),
            ["model_type"] = "distilbert", ["activation"] = "gelu", ["attention_dropout"] = 0.1, ["dropout"] = 0.1,
            ["dim"] = Model.Width, ["hidden_dim"] = Model.FeedForwardWidth, ["n_heads"] = Model.Heads, ["n_layers"] = Model.Layers,
            ["max_position_embeddings"] = Model.MaxPositions, ["vocab_size"] = Model.VocabularySize, ["pad_token_id"] = 0,
            ["sinusoidal_pos_embds"] = false, ["problem_type"] = problemType,
        };
        if (labels is not null)
        {
            Config["id2label"] = new JsonObject(labels.Select((label, i) => KeyValuePair.Create($"{i}", (JsonNode?)label)));
        }

        WriteConfig();
        WriteWeights();
        File.WriteAllLines(PathOf("vocab.txt"), SyntheticEncoder.Vocabulary);
    }

    public DistilBertConfig Model { get; }

    public string Type { get; }

    public string Folder { get; }

    public string Output => PathOf("encoder");

    public JsonObject Config { get; }

    public List<(string Name, string Type, long[] Shape)> Tensors { get; }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void WriteConfig() => File.WriteAllText(PathOf("config.json"), Config.ToJsonString());

    public void WriteWeights() => SafetensorsWriter.Write(PathOf("model.safetensors"), Tensors, Values);

    /// <summary>The fast-tokenizer description of the vocabulary.</summary>
    public static JsonObject TokenizerJson(bool lowerCase = true) => JsonSerializer.SerializeToNode(new
    {
        version = "1.0",
        added_tokens = new[] { new { id = 0, content = "[PAD]", special = true }, new { id = 1, content = "[UNK]", special = true } },
        normalizer = new { type = "BertNormalizer", clean_text = true, handle_chinese_chars = true, strip_accents = (bool?)null, lowercase = lowerCase },
        pre_tokenizer = new { type = "BertPreTokenizer" },
        model = new
        {
            type = "WordPiece", unk_token = "[UNK]", continuing_subword_prefix = "##", max_input_chars_per_word = 100,
            vocab = SyntheticEncoder.Vocabulary.Index().Reverse().ToDictionary(token => token.Item, token => token.Index),
        },
    })!.AsObject();

    /// <summary>The values of a tensor as they are stored: the same each time.</summary>
    public float[] Values(string name)
    {
        string whole = name.StartsWith("distilbert.", StringComparison.Ordinal) || name.Contains("classifier", StringComparison.Ordinal) ? name : "distilbert." + name;
        var random = new Random(whole.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)));
        long[] shape = Tensors.Single(t => t.Name == name).Shape;
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        float spread = shape.Length == 2 ? (float)Math.Sqrt(3.0 / shape[1]) : 0.2f;
        float centre = name.EndsWith("orm.weight", StringComparison.Ordinal) ? 1 : 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = SafetensorsWriter.Rounded(Type, centre + (((random.NextSingle() * 2) - 1) * spread));
        }

        return values;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static IEnumerable<(string Name, long[] Shape)> Shapes(DistilBertConfig model, int? labels)
    {
        long width = model.Width;
        long wide = model.FeedForwardWidth;
        yield return ("distilbert.embeddings.LayerNorm.bias", [width]);
        yield return ("distilbert.embeddings.LayerNorm.weight", [width]);
        yield return ("distilbert.embeddings.position_embeddings.weight", [model.MaxPositions, width]);
        yield return ("distilbert.embeddings.word_embeddings.weight", [model.VocabularySize, width]);
        for (int i = 0; i < model.Layers; i++)
        {
            string layer = $"distilbert.transformer.layer.{i}.";
            foreach (string name in (string[])["k_lin", "out_lin", "q_lin", "v_lin"])
            {
                yield return ($"{layer}attention.{name}.bias", [width]);
                yield return ($"{layer}attention.{name}.weight", [width, width]);
            }

            yield return (layer + "ffn.lin1.bias", [wide]);
            yield return (layer + "ffn.lin1.weight", [wide, width]);
            yield return (layer + "ffn.lin2.bias", [width]);
            yield return (layer + "ffn.lin2.weight", [width, wide]);
            yield return (layer + "output_layer_norm.bias", [width]);
            yield return (layer + "output_layer_norm.weight", [width]);
            yield return (layer + "sa_layer_norm.bias", [width]);
            yield return (layer + "sa_layer_norm.weight", [width]);
        }

        if (labels is { } count)
        {
            yield return ("classifier.bias", [count]);
            yield return ("classifier.weight", [count, width]);
            yield return ("pre_classifier.bias", [width]);
            yield return ("pre_classifier.weight", [width, width]);
        }
    }
}
