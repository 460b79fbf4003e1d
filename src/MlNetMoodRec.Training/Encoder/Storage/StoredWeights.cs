using System.Runtime.InteropServices;
using Google.Protobuf;
using MlNetMoodRec.Training.Onnx.Format;
using static MlNetMoodRec.Training.Onnx.Format.AttributeProto.Types;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>Rewrites the weights of a graph of 32-bit floats in another storage. Biases and norms, which are small, stay.</summary>
internal sealed class StoredWeights
{
    // U8 x S8 products are summed in pairs of 16 bits on processors without VNNI: 7 bits of weight cannot overflow there.
    private const int LargestWeight = 63;

    // Looked up, not multiplied: all 8 bits are good.
    private const int LargestEmbedding = 127;

    private readonly GraphProto _graph;
    private readonly Dictionary<string, TensorProto> _matrices;
    private readonly List<NodeProto> _nodes = [];

    private StoredWeights(GraphProto graph)
    {
        _graph = graph;
        _matrices = graph.Initializer.Where(tensor => tensor.DataType == (int)DataType.Float && tensor.Dims.Count == 2 && tensor.RawData.Length > 0)
            .ToDictionary(tensor => tensor.Name);
    }

    /// <summary>Rewrites a graph; one of 32-bit floats stays as it is.</summary>
    /// <exception cref="MoodRecException">It is stored in another way already.</exception>
    public static byte[] Rewrite(byte[] onnx, EncoderStorage storage)
    {
        if (storage == EncoderStorage.Fp32)
        {
            return onnx;
        }

        ModelProto model = ModelProto.Parser.ParseFrom(onnx);
        Rewrite(model, storage);
        return model.ToByteArray();
    }

    /// <summary>Rewrites a model in place; see the other overload.</summary>
    public static void Rewrite(ModelProto model, EncoderStorage storage)
    {
        CheckIsFp32(model);
        var weights = new StoredWeights(model.Graph);
        switch (storage)
        {
            case EncoderStorage.Fp16:
                weights.Halve();
                break;
            case EncoderStorage.Int8:
                weights.Quantise();
                break;
        }
    }

    private static void CheckIsFp32(ModelProto model)
    {
        bool isHalf = model.Graph.Node.Any(node => node.OpType == "Constant" && node.Attribute.Any(a => a.T?.DataType == (int)DataType.Float16));
        bool isWhole = model.Graph.Initializer.Any(tensor => tensor.DataType is (int)DataType.Int8 or (int)DataType.Uint8);
        if (isHalf || isWhole)
        {
            throw new MoodRecException($"The encoder is stored as {(isHalf ? "fp16" : "int8")} already; expected fp32, from which nothing is lost. Export the one that it was made of.");
        }
    }

    /// <summary>Each matrix becomes a constant of 16 bits and a cast that gives the old name: ML.NET takes no initializers of 16 bits.</summary>
    private void Halve()
    {
        foreach (TensorProto matrix in _matrices.Values)
        {
            Half[] halves = Array.ConvertAll(Values(matrix), value => (Half)value);
            TensorProto stored = Tensor(matrix.Name + ".fp16", DataType.Float16, MemoryMarshal.AsBytes(halves.AsSpan()), [.. matrix.Dims]);
            NodeProto constant = Add("Constant", [], stored.Name);
            constant.Attribute.Add(new AttributeProto { Name = "value", Type = AttributeType.Tensor, T = stored });
            Add("Cast", [stored.Name], matrix.Name).Attribute.Add(new AttributeProto { Name = "to", Type = AttributeType.Int, I = (int)DataType.Float });
            _graph.Initializer.Remove(matrix);
        }

        // Before the nodes that use them: nodes of a graph are in order.
        _nodes.AddRange(_graph.Node);
        ReplaceNodes();
    }

    private void Quantise()
    {
        Dictionary<string, string[]> quantised = [];
        HashSet<string> replaced = [];
        foreach (NodeProto node in _graph.Node)
        {
            if (node.OpType == "MatMul" && _matrices.TryGetValue(node.Input[1], out TensorProto? weight))
            {
                Multiply(node, weight, quantised);
                replaced.Add(weight.Name);
            }
            else if (node.OpType == "Gather" && _matrices.TryGetValue(node.Input[0], out TensorProto? table) && node.Attribute.All(a => a.I == 0))
            {
                LookUp(node, table);
                replaced.Add(table.Name);
            }
            else
            {
                _nodes.Add(node);
            }
        }

        HashSet<string> used = [.. _nodes.SelectMany(node => node.Input)];
        foreach (string name in replaced.Where(name => !used.Contains(name)))
        {
            _graph.Initializer.Remove(_matrices[name]);
        }

        ReplaceNodes();
    }

    /// <summary>x W as (quantised x)(quantised W) x scale of x x scales of W's columns; x is quantised once for all its uses.</summary>
    private void Multiply(NodeProto node, TensorProto weight, Dictionary<string, string[]> quantised)
    {
        string name = node.Output[0];
        if (!quantised.TryGetValue(node.Input[0], out string[]? input))
        {
            input = [node.Input[0] + ".q8", node.Input[0] + ".scale", node.Input[0] + ".zero"];
            Add("DynamicQuantizeLinear", [node.Input[0]], input);
            quantised.Add(node.Input[0], input);
        }

        int rows = (int)weight.Dims[0];
        int columns = (int)weight.Dims[1];
        (sbyte[] whole, float[] scales) = Scaled(Values(weight), columns, LargestWeight, (row, column) => column, rows);
        string stored = Once(weight.Name + ".q8", DataType.Int8, MemoryMarshal.AsBytes(whole.AsSpan()), rows, columns);
        string scale = Once(weight.Name + ".scale", DataType.Float, MemoryMarshal.AsBytes(scales.AsSpan()), columns);
        string zero = Once(weight.Name + ".zero", DataType.Int8, new byte[columns], columns);
        Add("MatMulInteger", [input[0], stored, input[2], zero], name + ".int32");
        Cast(name + ".int32", name + ".float");
        Add("Mul", [input[1], scale], name + ".scale");
        Add("Mul", [name + ".float", name + ".scale"], name);
    }

    /// <summary>A row of whole numbers and its scale.</summary>
    private void LookUp(NodeProto node, TensorProto table)
    {
        string name = node.Output[0];
        int rows = (int)table.Dims[0];
        int columns = (int)table.Dims[1];
        (sbyte[] whole, float[] scales) = Scaled(Values(table), columns, LargestEmbedding, (row, column) => row, rows);
        string stored = Once(table.Name + ".q8", DataType.Int8, MemoryMarshal.AsBytes(whole.AsSpan()), rows, columns);
        string scale = Once(table.Name + ".scale", DataType.Float, MemoryMarshal.AsBytes(scales.AsSpan()), rows, 1);
        Add("Gather", [stored, node.Input[1]], name + ".q8");
        Cast(name + ".q8", name + ".float");
        Add("Gather", [scale, node.Input[1]], name + ".scale");
        Add("Mul", [name + ".float", name + ".scale"], name);
    }

    /// <summary>Values as multiples of a scale for each group, symmetric around 0.</summary>
    private static (sbyte[] Whole, float[] Scales) Scaled(float[] values, int columns, int largest, Func<int, int, int> groupOf, int rows)
    {
        var scales = new float[Math.Max(groupOf(0, columns - 1), groupOf(rows - 1, 0)) + 1];
        for (int i = 0; i < values.Length; i++)
        {
            int group = groupOf(i / columns, i % columns);
            scales[group] = Math.Max(scales[group], Math.Abs(values[i]) / largest);
        }

        var whole = new sbyte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float scale = scales[groupOf(i / columns, i % columns)];
            whole[i] = scale > 0 ? (sbyte)Math.Clamp(MathF.Round(values[i] / scale), -largest, largest) : (sbyte)0;
        }

        return (whole, scales);
    }

    private static float[] Values(TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    private static TensorProto Tensor(string name, DataType type, ReadOnlySpan<byte> bytes, params long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    /// <summary>Adds an initializer, which several nodes may use.</summary>
    private string Once(string name, DataType type, ReadOnlySpan<byte> bytes, params long[] shape)
    {
        if (!_graph.Initializer.Any(tensor => tensor.Name == name))
        {
            _graph.Initializer.Add(Tensor(name, type, bytes, shape));
        }

        return name;
    }

    private void Cast(string from, string to) =>
        Add("Cast", [from], to).Attribute.Add(new AttributeProto { Name = "to", Type = AttributeType.Int, I = (int)DataType.Float });

    private NodeProto Add(string type, string[] inputs, params string[] outputs)
    {
        var node = new NodeProto { OpType = type, Name = outputs[0] };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        _nodes.Add(node);
        return node;
    }

    private void ReplaceNodes()
    {
        _graph.Node.Clear();
        _graph.Node.AddRange(_nodes);
    }
}
