using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Onnx;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;

namespace MlNetMoodRec.Tests.Mood;

/// <summary>
/// A mood encoder small enough to write down: the mean of random token embeddings, tanh, and linear heads. Its folder
/// is deleted with it.
/// </summary>
internal sealed class SyntheticEncoder : IDisposable
{
    public static readonly string[] Vocabulary =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "i", "feel", "sad", "happy", "so", "tired", "today", "love", "this", "song",
        "!", ".", "##s", "##ly", "é", "ü", "\"", "\\", "😂", "\u2581", "生",
    ];

    public SyntheticEncoder(int maxLength = 64, bool maskEmpty = true, int? embeddedTokens = null, float scale = 1)
    {
        Folder = Directory.CreateTempSubdirectory("synthetic-encoder-").FullName;
        File.WriteAllLines(PathOf("vocab.txt"), Vocabulary);
        WriteConfig($$"""{"vocab_size": {{Vocabulary.Length}}, "max_position_embeddings": 512, "max_length": {{maxLength}}, "do_lower_case": true}""");
        File.WriteAllBytes(PathOf("model.onnx"), Graph(embeddedTokens ?? Vocabulary.Length, maskEmpty, scale));
    }

    public string Folder { get; }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void WriteConfig(string json) => File.WriteAllText(PathOf("config.json"), json);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static byte[] Graph(int tokens, bool maskEmpty, float scale)
    {
        const int Width = 8;
        var random = new Random(7);
        float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => ((random.NextSingle() * 2) - 1) * scale)];

        var graph = new OnnxGraph("synthetic");
        string ids = graph.Input(MoodColumns.InputIds, DataType.Int64, "batch", "length");
        string mask = graph.Node("Cast", [graph.Input(MoodColumns.AttentionMask, DataType.Int64, "batch", "length")], ("to", (int)DataType.Float));
        string lengths = graph.Node("ReduceSum", [mask, graph.Vector(1)], ("keepdims", 1));
        string hasText = graph.Node("Cast", [graph.Node("Greater", [lengths, graph.Scalar(2f)])], ("to", (int)DataType.Float));
        if (!maskEmpty)
        {
            hasText = graph.Scalar(1f);
        }

        string embedded = graph.Node("Gather", [graph.Constant(Weights(tokens * Width), tokens, Width), ids]);
        string summed = graph.Node("ReduceSum", [graph.Node("Mul", [embedded, graph.Node("Unsqueeze", [mask, graph.Vector(2)])]), graph.Vector(1)], ("keepdims", 0));
        string pooled = graph.Node("Div", [summed, lengths]);

        string Head(string input, int from, int to) => graph.Node("MatMul", [input, graph.Constant(Weights(from * to), from, to)]);
        string embedding = graph.Node("Mul", [graph.Node("Tanh", [Head(pooled, Width, MoodColumns.EmbeddingSize)]), hasText]);
        string valence = graph.Node("Tanh", [Head(embedding, MoodColumns.EmbeddingSize, 1)]);
        string arousal = graph.Node("Tanh", [Head(embedding, MoodColumns.EmbeddingSize, 1)]);
        string logits = Head(embedding, MoodColumns.EmbeddingSize, 7);

        // An empty text leaves only this bias, which says neutral.
        string neutral = graph.Constant([-30f, -30, -30, -30, -30, -30, 30], 7);
        string bias = graph.Node("Mul", [graph.Node("Sub", [graph.Scalar(1f), hasText]), neutral]);
        string probabilities = graph.Node("Softmax", [graph.Node("Add", [logits, bias])], ("axis", 1));
        string likeliest = graph.Node("ArgMax", [probabilities], ("axis", 1), ("keepdims", 1));
        string emotion = graph.Node("Gather", [graph.Constant(Emotions.Names, Emotions.Names.Count), likeliest]);

        graph.Output(MoodColumns.SentimentEmbedding, embedding, DataType.Float, "batch", MoodColumns.EmbeddingSize);
        graph.Output(MoodColumns.Valence, valence, DataType.Float, "batch", 1);
        graph.Output(MoodColumns.Arousal, arousal, DataType.Float, "batch", 1);
        graph.Output(MoodColumns.EmotionProbabilities, probabilities, DataType.Float, "batch", Emotions.Names.Count);
        graph.Output(MoodColumns.Emotion, emotion, DataType.String, "batch", 1);
        graph.Output("logits", logits, DataType.Float, "batch", 7);
        graph.SlotNames(MoodColumns.EmotionProbabilities, Emotions.Names);
        return graph.ToBytes();
    }
}
