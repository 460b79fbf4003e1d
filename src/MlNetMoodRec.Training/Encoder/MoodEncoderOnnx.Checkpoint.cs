using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Encoder.Import;
using MlNetMoodRec.Training.Onnx;
using MlNetMoodRec.Training.Onnx.Format;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

internal sealed partial class MoodEncoderOnnx
{
    /// <summary>The output with the raw values of an imported classifier, float [batch, labels].</summary>
    public const string CheckpointLogits = "logits";

    /// <summary>
    /// Writes an imported checkpoint. The mood comes from the probabilities of the labels; what
    /// <paramref name="mood"/> does not say is 0 and neutral.
    /// </summary>
    /// <param name="module">The network.</param>
    /// <param name="mood">What its labels say about the mood.</param>
    /// <param name="multiLabel">Whether any number of labels may hold at once.</param>
    public static byte[] Export(CheckpointModule module, LabelMood? mood, bool multiLabel)
    {
        using var scope = NewDisposeScope();
        return new MoodEncoderOnnx(module.Config, module).Write(module, mood, multiLabel);
    }

    /// <summary>
    /// Adds the mood's outputs to the graph of an ONNX export, which has <see cref="CheckpointLogits"/> already; see the
    /// other overload.
    /// </summary>
    /// <param name="export">The export. It is changed.</param>
    /// <param name="hidden">The name of its last hidden state, float [batch, length, width].</param>
    /// <param name="config">Its geometry and labels.</param>
    /// <param name="mood">What its labels say about the mood.</param>
    public static byte[] Export(ModelProto export, string hidden, CheckpointConfig config, LabelMood? mood)
    {
        using var scope = NewDisposeScope();
        var onnx = new MoodEncoderOnnx(new OnnxGraph(export, "moodrec_"), config.Model, []);
        onnx.WriteMood(hidden, onnx.Cast(MoodColumns.AttentionMask, DataType.Float), CheckpointModule.CreateProjection(config.Model.Width), CheckpointLogits, mood, config.IsMultiLabel);
        return onnx._graph.ToBytes();
    }

    private byte[] Write(CheckpointModule module, LabelMood? mood, bool multiLabel)
    {
        string ids = _graph.Input(MoodColumns.InputIds, DataType.Int64, "batch", "length");
        string mask = Cast(_graph.Input(MoodColumns.AttentionMask, DataType.Int64, "batch", "length"), DataType.Float);
        string hidden = Encode(ids, mask);
        string? logits = null;
        if (module.HasClassifier)
        {
            string first = _graph.Node("Gather", [hidden, _graph.Scalar(0L)], ("axis", 1));
            logits = Linear(_graph.Node("Relu", [Linear(first, "pre_classifier")]), "classifier");
            Output(CheckpointLogits, logits, (int)_parameters["classifier.bias"].shape[0]);
        }

        WriteMood(hidden, mask, module.Projection, logits, mood, multiLabel);
        return _graph.ToBytes();
    }

    private void WriteMood(string hidden, string mask, Tensor projection, string? logits, LabelMood? mood, bool multiLabel)
    {
        string embedding = _graph.Node("MatMul", [Pool(hidden, mask), _graph.Constant(projection.data<float>().ToArray(), projection.shape)]);
        string tokens = _graph.Node("ReduceSum", [mask, _graph.Vector(1)], ("keepdims", 1));
        string hasText = Cast(_graph.Node("Greater", [tokens, _graph.Scalar(2f)]), DataType.Float);
        _graph.Output(MoodColumns.HasText, hasText, DataType.Float, "batch", 1);
        Output(MoodColumns.SentimentEmbedding, Multiply(embedding, hasText), MoodColumns.EmbeddingSize);
        string? probabilities = logits is null ? null
            : multiLabel ? Shares(_graph.Node("Sigmoid", [logits]))
            : _graph.Node("Softmax", [logits], ("axis", -1));
        string none = Multiply(hasText, _graph.Scalar(0f));
        string Weighted(IReadOnlyList<float>? weights) => weights is null || probabilities is null
            ? none
            : Multiply(_graph.Node("MatMul", [probabilities, _graph.Constant([.. weights], weights.Count, 1)]), hasText);
        Output(MoodColumns.Valence, Weighted(mood?.Valence), 1);
        Output(MoodColumns.Arousal, Weighted(mood?.Arousal), 1);
        WriteEmotion(mood?.Emotions is { } groups && probabilities is not null ? Multiply(Grouped(probabilities, groups), hasText) : none);
    }

    /// <summary>The probabilities of labels that do not exclude each other, scaled down where they add up to more than 1.</summary>
    private string Shares(string probabilities)
    {
        string sum = _graph.Node("ReduceSum", [probabilities, _graph.Vector(1)], ("keepdims", 1));
        return _graph.Node("Div", [probabilities, _graph.Node("Max", [sum, _graph.Scalar(1f)])]);
    }

    /// <summary>The probabilities of the emotions: each the sum over its labels.</summary>
    private string Grouped(string probabilities, IReadOnlyList<string> groups)
    {
        int size = Emotions.Names.Count;
        float[] belongs = [.. groups.SelectMany(group => Emotions.Names.Select(name => name == group ? 1f : 0))];
        return _graph.Node("MatMul", [probabilities, _graph.Constant(belongs, groups.Count, size)]);
    }

    /// <summary>The outputs of the emotion; what <paramref name="known"/> leaves of 1 goes to neutral.</summary>
    private void WriteEmotion(string known)
    {
        string sum = _graph.Node("ReduceSum", [known, _graph.Vector(1)], ("keepdims", 1));
        string rest = _graph.Node("Max", [_graph.Node("Sub", [_graph.Scalar(1f), sum]), _graph.Scalar(0f)]);
        float[] neutral = [.. Emotions.Names.Select(name => name == Emotions.Neutral ? 1f : 0)];
        string emotions = Add(known, Multiply(rest, _graph.Constant(neutral, 1, neutral.Length)));
        Output(MoodColumns.EmotionProbabilities, emotions, neutral.Length);
        string likeliest = _graph.Node("ArgMax", [emotions], ("axis", 1), ("keepdims", 1));
        string emotion = _graph.Node("Gather", [_graph.Constant(Emotions.Names, Emotions.Names.Count), likeliest]);
        _graph.Output(MoodColumns.Emotion, emotion, DataType.String, "batch", 1);
        _graph.SlotNames(MoodColumns.EmotionProbabilities, Emotions.Names);
    }
}
