using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MlNetMoodRec.Mood;

/// <summary>The contract of a mood encoder's ONNX graph (<see cref="MoodColumns"/>), and the check that a file keeps it.</summary>
internal static class MoodEncoderGraph
{
    public static readonly string[] Inputs = [MoodColumns.InputIds, MoodColumns.AttentionMask];

    public static readonly string[] Outputs =
    [
        MoodColumns.SentimentEmbedding, MoodColumns.Valence, MoodColumns.Arousal, MoodColumns.EmotionProbabilities, MoodColumns.Emotion,
    ];

    private static readonly Dictionary<string, (TensorElementType Type, int Width)> _outputTypes = new()
    {
        [MoodColumns.SentimentEmbedding] = (TensorElementType.Float, MoodColumns.EmbeddingSize),
        [MoodColumns.Valence] = (TensorElementType.Float, 1),
        [MoodColumns.Arousal] = (TensorElementType.Float, 1),
        [MoodColumns.EmotionProbabilities] = (TensorElementType.Float, Emotions.Names.Count),
        [MoodColumns.Emotion] = (TensorElementType.String, 1),
    };

    /// <summary>Opens a graph for one thread a run, after checking its inputs and outputs.</summary>
    public static InferenceSession Open(string onnxPath) => File.Exists(onnxPath)
        ? Open(onnxPath, options => new InferenceSession(onnxPath, options))
        : throw new MoodRecException($"The mood encoder's graph '{onnxPath}' is not there; expected an ONNX file.");

    /// <summary>Opens a graph that lies in memory; <paramref name="name"/> stands for it in messages.</summary>
    public static InferenceSession Open(byte[] onnx, string name) => Open(name, options => new InferenceSession(onnx, options));

    /// <summary>Throws unless the file is a mood encoder.</summary>
    public static void Check(string onnxPath) => Open(onnxPath).Dispose();

    private static InferenceSession Open(string name, Func<SessionOptions, InferenceSession> open)
    {
        InferenceSession session;
        try
        {
            using SessionOptions options = OnnxSessions.CreateOptions(threads: 1);
            session = open(options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new MoodRecException($"'{name}' is not an ONNX model that can be run: {e.Message}", e);
        }

        List<string> faults =
        [
            .. Inputs.Where(name => !session.InputMetadata.TryGetValue(name, out NodeMetadata? input) || !IsInput(input))
                .Select(name => $"no input '{name}' (int64 [batch, length])"),
            .. session.InputMetadata.Keys.Except(Inputs).Select(name => $"an input '{name}', which a mood encoder does not have"),
            .. _outputTypes.Where(o => !session.OutputMetadata.TryGetValue(o.Key, out NodeMetadata? output) || !IsOutput(output, o.Value))
                .Select(o => $"no output '{o.Key}' ({Describe(o.Value.Type)} [batch, {o.Value.Width}])"),
        ];
        if (faults.Count == 0)
        {
            return session;
        }

        string message =
            $"'{name}' is not a mood encoder. It has {string.Join("; ", faults)}. "
            + $"Found inputs: {Describe(session.InputMetadata)}. Found outputs: {Describe(session.OutputMetadata)}. "
            + "Train an encoder with 'moodrec encoder train', or import one.";
        session.Dispose();
        throw new MoodRecException(message);
    }

    private static bool IsInput(NodeMetadata input) =>
        input is { IsTensor: true, ElementDataType: TensorElementType.Int64, Dimensions: [< 0, < 0] };

    private static bool IsOutput(NodeMetadata output, (TensorElementType Type, int Width) expected) =>
        output.IsTensor && output.ElementDataType == expected.Type
        && output.Dimensions is [_, var width] && width == expected.Width;

    private static string Describe(IReadOnlyDictionary<string, NodeMetadata> values) =>
        string.Join(", ", values.Select(v => v.Value.IsTensor
            ? $"{v.Key} ({Describe(v.Value.ElementDataType)} [{string.Join(", ", v.Value.Dimensions.Select(d => d < 0 ? "?" : $"{d}"))}])"
            : $"{v.Key} (not a tensor)"));

    private static string Describe(TensorElementType type) => type.ToString().ToLowerInvariant();
}
