using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Onnx;
using TorchSharp.Modules;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Writes a mood encoder as an ONNX graph with the inputs and outputs of <see cref="MoodColumns"/> and, under
/// <see cref="HeadOutput"/>, the outputs of the heads. A text without a token between [CLS] and [SEP] gets an
/// embedding, valence and arousal of 0 and the emotion neutral.
/// </summary>
internal sealed partial class MoodEncoderOnnx
{
    private readonly OnnxGraph _graph;
    private readonly DistilBertConfig _config;
    private readonly Dictionary<string, Parameter> _parameters;

    private MoodEncoderOnnx(DistilBertConfig config, nn.Module module)
        : this(new OnnxGraph("mood-encoder"), config, module.named_parameters().ToDictionary(p => p.name, p => p.parameter))
    {
    }

    private MoodEncoderOnnx(OnnxGraph graph, DistilBertConfig config, Dictionary<string, Parameter> parameters)
    {
        _graph = graph;
        _config = config;
        _parameters = parameters;
    }

    /// <summary>The heads that the graph has outputs for.</summary>
    public static IEnumerable<EncoderHead> Heads => EncoderHeads.All.Where(head => head != EncoderHeads.Lexicon);

    /// <summary>The output with the raw values of a head, float [batch, labels].</summary>
    public static string HeadOutput(EncoderHead head) => head.Name + "_logits";

    public static byte[] Export(MoodEncoderModule module, MoodScale scale)
    {
        using var scope = NewDisposeScope();
        return new MoodEncoderOnnx(module.Config, module).Write(scale);
    }

    private byte[] Write(MoodScale scale)
    {
        string ids = _graph.Input(MoodColumns.InputIds, DataType.Int64, "batch", "length");
        string attention = _graph.Input(MoodColumns.AttentionMask, DataType.Int64, "batch", "length");
        string mask = Cast(attention, DataType.Float);
        string pooled = Pool(Encode(ids, mask), mask);
        string raw = _graph.Node("Tanh", [Linear(pooled, "sentiment")]);

        string tokens = _graph.Node("ReduceSum", [mask, _graph.Vector(1)], ("keepdims", 1));
        string hasText = Cast(_graph.Node("Greater", [tokens, _graph.Scalar(2f)]), DataType.Float);
        string heads = Linear(raw, "heads");
        _graph.Output(MoodColumns.HasText, hasText, DataType.Float, "batch", 1);
        Output(MoodColumns.SentimentEmbedding, Multiply(raw, hasText), MoodColumns.EmbeddingSize);
        foreach (EncoderHead head in Heads)
        {
            Output(HeadOutput(head), Columns(heads, head.Offset, head.Size), head.Size);
        }

        WriteMood(heads, hasText, scale);
        _graph.SlotNames(MoodColumns.EmotionProbabilities, Emotions.Names);
        return _graph.ToBytes();
    }

    private void WriteMood(string heads, string hasText, MoodScale scale)
    {
        string valence = Add(
            Weighted(EncoderHeads.ValenceArousal, 0, scale.EmoBankValence),
            Add(Weighted(EncoderHeads.Polarity, 0, scale.Polarity), Weighted(EncoderHeads.Circumplex, 0, scale.CircumplexValence)));
        Output(MoodColumns.Valence, Multiply(_graph.Node("Tanh", [valence]), hasText), 1);
        string arousal = _graph.Node("Tanh", [Add(
            Weighted(EncoderHeads.ValenceArousal, 1, scale.EmoBankArousal), Weighted(EncoderHeads.Circumplex, 1, scale.CircumplexArousal))]);
        Output(MoodColumns.Arousal, Multiply(arousal, hasText), 1);

        string probabilities = _graph.Node("Softmax", [Columns(heads, EncoderHeads.Mood.Offset, EncoderHeads.Mood.Size)], ("axis", -1));
        float[] neutral = [.. Emotions.Names.Select(name => name == "neutral" ? 1f : 0)];
        string noText = _graph.Node("Sub", [_graph.Scalar(1f), hasText]);
        probabilities = Add(Multiply(probabilities, hasText), Multiply(noText, _graph.Constant(neutral, 1, neutral.Length)));
        Output(MoodColumns.EmotionProbabilities, probabilities, Emotions.Names.Count);
        string likeliest = _graph.Node("ArgMax", [probabilities], ("axis", 1), ("keepdims", 1));
        string emotion = _graph.Node("Gather", [_graph.Constant(Emotions.Names, Emotions.Names.Count), likeliest]);
        _graph.Output(MoodColumns.Emotion, emotion, DataType.String, "batch", 1);

        string Weighted(EncoderHead head, int column, float weight) =>
            Multiply(Columns(heads, head.Offset + column, 1), _graph.Scalar(weight));
    }

    private string Encode(string ids, string mask)
    {
        const string Embeddings = "distilbert.embeddings.";
        string length = _graph.Node("Gather", [_graph.Node("Shape", [ids]), _graph.Scalar(1L)]);
        string positions = _graph.Node("Range", [_graph.Scalar(0L), length, _graph.Scalar(1L)]);
        string words = _graph.Node("Gather", [Parameter(Embeddings + "word_embeddings.weight"), ids]);
        string places = _graph.Node("Gather", [Parameter(Embeddings + "position_embeddings.weight"), positions]);
        string hidden = Normalise(Add(words, places), Embeddings + "LayerNorm");

        string padding = Multiply(_graph.Node("Sub", [_graph.Scalar(1f), mask]), _graph.Scalar(-1e9f));
        string blocked = _graph.Node("Unsqueeze", [padding, _graph.Vector(1, 2)]);
        for (int i = 0; i < _config.Layers; i++)
        {
            string layer = $"distilbert.transformer.layer.{i}.";
            string attended = Normalise(Add(Attend(hidden, blocked, layer + "attention."), hidden), layer + "sa_layer_norm");
            string fed = Linear(Gelu(Linear(attended, layer + "ffn.lin1")), layer + "ffn.lin2");
            hidden = Normalise(Add(fed, attended), layer + "output_layer_norm");
        }

        return hidden;
    }

    private string Attend(string hidden, string blocked, string attention)
    {
        string split = _graph.Vector(0, 0, _config.Heads, _config.Width / _config.Heads);
        string Split(string name, params long[] order) => _graph.Node(
            "Transpose", [_graph.Node("Reshape", [Linear(hidden, attention + name), split])], ("perm", order));

        string query = Multiply(Split("q_lin", 0, 2, 1, 3), _graph.Scalar((float)(1 / Math.Sqrt(_config.Width / _config.Heads))));
        string scores = _graph.Node("MatMul", [query, Split("k_lin", 0, 2, 3, 1)]);
        string weights = _graph.Node("Softmax", [Add(scores, blocked)], ("axis", -1));
        string context = _graph.Node("MatMul", [weights, Split("v_lin", 0, 2, 1, 3)]);
        context = _graph.Node("Transpose", [context], ("perm", new long[] { 0, 2, 1, 3 }));
        return Linear(_graph.Node("Reshape", [context, _graph.Vector(0, 0, _config.Width)]), attention + "out_lin");
    }

    /// <summary>The mean of the hidden states over the tokens that are not padding.</summary>
    private string Pool(string hidden, string mask)
    {
        string sum = _graph.Node("MatMul", [_graph.Node("Unsqueeze", [mask, _graph.Vector(1)]), hidden]);
        string count = _graph.Node("ReduceSum", [mask, _graph.Vector(1)], ("keepdims", 1));
        return _graph.Node("Div", [_graph.Node("Squeeze", [sum, _graph.Vector(1)]), _graph.Node("Max", [count, _graph.Scalar(1f)])]);
    }

    /// <summary>x (1 + erf(x / sqrt 2)) / 2, in the form that ONNX Runtime fuses.</summary>
    private string Gelu(string x)
    {
        string error = _graph.Node("Erf", [_graph.Node("Div", [x, _graph.Scalar((float)Math.Sqrt(2))])]);
        return Multiply(Multiply(x, Add(error, _graph.Scalar(1f))), _graph.Scalar(0.5f));
    }

    private string Linear(string x, string name)
    {
        Tensor transposed = _parameters[name + ".weight"].detach().t().contiguous();
        string weight = _graph.Constant(name + ".weight", transposed.data<float>().ToArray(), transposed.shape);
        return Add(_graph.Node("MatMul", [x, weight]), Parameter(name + ".bias"));
    }

    private string Normalise(string x, string name) => _graph.Node(
        "LayerNormalization", [x, Parameter(name + ".weight"), Parameter(name + ".bias")], ("axis", -1), ("epsilon", (float)DistilBert.LayerNormEpsilon));

    private string Parameter(string name)
    {
        Parameter parameter = _parameters[name];
        return _graph.Constant(name, parameter.data<float>().ToArray(), parameter.shape);
    }

    private string Columns(string x, long offset, long count) =>
        _graph.Node("Slice", [x, _graph.Vector(offset), _graph.Vector(offset + count), _graph.Vector(1)]);

    private string Add(string x, string y) => _graph.Node("Add", [x, y]);

    private string Multiply(string x, string y) => _graph.Node("Mul", [x, y]);

    private string Cast(string x, DataType type) => _graph.Node("Cast", [x], ("to", (int)type));

    private void Output(string name, string value, int size) => _graph.Output(name, value, DataType.Float, "batch", size);
}
