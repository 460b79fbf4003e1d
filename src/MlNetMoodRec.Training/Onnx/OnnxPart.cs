using Google.Protobuf;
using Google.Protobuf.Collections;
using MlNetMoodRec.Training.Onnx.Format;

namespace MlNetMoodRec.Training.Onnx;

/// <summary>Takes the part of a model that some of its outputs need: ONNX Runtime computes all that is there, asked for or not.</summary>
internal static class OnnxPart
{
    /// <summary>The model with these outputs alone, and the inputs that they need; its metadata stay.</summary>
    /// <param name="model">The model, without subgraphs.</param>
    /// <param name="outputs">Names of outputs that it has.</param>
    public static byte[] Of(ReadOnlyMemory<byte> model, params string[] outputs)
    {
        ModelProto part = ModelProto.Parser.ParseFrom(model.Span);
        GraphProto graph = part.Graph;
        var needed = new HashSet<string>(outputs);
        List<NodeProto> nodes = [];
        foreach (NodeProto node in graph.Node.Reverse().Where(node => node.Output.Any(needed.Contains)))
        {
            nodes.Add(node);
            needed.UnionWith(node.Input);
        }

        nodes.Reverse();
        Keep(graph.Node, nodes);
        Keep(graph.Initializer, [.. graph.Initializer.Where(tensor => needed.Contains(tensor.Name))]);
        Keep(graph.Input, [.. graph.Input.Where(input => needed.Contains(input.Name))]);
        Keep(graph.Output, [.. graph.Output.Where(output => outputs.Contains(output.Name))]);
        return part.ToByteArray();
    }

    private static void Keep<T>(RepeatedField<T> all, IReadOnlyList<T> kept)
    {
        all.Clear();
        all.AddRange(kept);
    }
}
