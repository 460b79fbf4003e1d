using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using MlNetMoodRec.Training.Onnx.Format;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;

namespace MlNetMoodRec.Training.Onnx;

/// <summary>
/// Writes an ONNX model node by node. Values are handled by their names: every method that adds a node returns the
/// name of its (first) output. The same calls give the same bytes.
/// </summary>
internal sealed class OnnxGraph
{
    private const int OpsetVersion = 17;
    private const int IrVersion = 8;
    private const string MachineLearning = "ai.onnx.ml";
    private const int MachineLearningVersion = 3;

    private readonly ModelProto _model;
    private readonly GraphProto _graph;
    private readonly string _prefix;
    private int _names;

    /// <summary>Begins a model.</summary>
    public OnnxGraph(string name)
    {
        _graph = new GraphProto { Name = name };
        _model = new ModelProto { IrVersion = IrVersion, ProducerName = "MlNetMoodRec", Graph = _graph };
        _model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OpsetVersion });
        _model.OpsetImport.Add(new OperatorSetIdProto { Domain = MachineLearning, Version = MachineLearningVersion });
        _prefix = "";
    }

    /// <summary>Goes on with a model of someone else, of operator set 13 or later; new names begin with <paramref name="prefix"/>.</summary>
    public OnnxGraph(ModelProto model, string prefix)
    {
        _model = model;
        _graph = model.Graph;
        _prefix = prefix;
        if (!model.OpsetImport.Any(set => set.Domain == MachineLearning))
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = MachineLearning, Version = MachineLearningVersion });
        }
    }

    /// <summary>Declares an input. A dimension is a number (<c>long</c> or <c>int</c>) or the name of a symbolic one.</summary>
    public string Input(string name, DataType type, params object[] shape)
    {
        _graph.Input.Add(Value(name, type, shape));
        return name;
    }

    /// <summary>Declares <paramref name="value"/> as an output under <paramref name="name"/>, with its shape.</summary>
    public void Output(string name, string value, DataType type, params object[] shape)
    {
        Add("Identity", [value], name);
        _graph.Output.Add(Value(name, type, shape));
    }

    /// <summary>Adds a float tensor.</summary>
    public string Constant(ReadOnlySpan<float> values, params long[] shape) =>
        Initializer(DataType.Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds a float tensor under a name of its own, by which it can be found again in the file.</summary>
    public string Constant(string name, ReadOnlySpan<float> values, params long[] shape) =>
        Initializer(DataType.Float, MemoryMarshal.AsBytes(values), shape, name);

    /// <summary>Adds an int64 tensor.</summary>
    public string Constant(ReadOnlySpan<long> values, params long[] shape) =>
        Initializer(DataType.Int64, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds a string tensor.</summary>
    public string Constant(IEnumerable<string> values, params long[] shape)
    {
        var tensor = new TensorProto { Name = NewName("constant"), DataType = (int)DataType.String };
        tensor.Dims.AddRange(shape);
        tensor.StringData.AddRange(values.Select(ByteString.CopyFromUtf8));
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Adds a float scalar.</summary>
    public string Scalar(float value) => Constant([value]);

    /// <summary>Adds an int64 scalar.</summary>
    public string Scalar(long value) => Constant([value]);

    /// <summary>Adds an int64 vector.</summary>
    public string Vector(params long[] values) => Constant(values, values.Length);

    /// <summary>Adds a node of one output and returns that output's name.</summary>
    public string Node(string type, string[] inputs, params (string Name, object Value)[] attributes) =>
        Add(type, inputs, NewName(type), attributes);

    /// <summary>Adds a node of several outputs and returns their names.</summary>
    public string[] Node(string type, int outputs, string[] inputs, params (string Name, object Value)[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => NewName(type))];
        AddNode(type, inputs, names, attributes);
        return names;
    }

    /// <summary>
    /// Names the slots of an output for ML.NET, which looks for a node of this name and these keys; ONNX itself has no
    /// place for them.
    /// </summary>
    public void SlotNames(string output, IReadOnlyList<string> names)
    {
        (string, object)[] attributes = [("keys_strings", names.ToArray()), ("values_int64s", Enumerable.Range(0, names.Count).Select(i => (long)i).ToArray())];
        AddNode("LabelEncoder", [Constant(names.Take(1), 1)], [$"mlnet.{output}.unusedOutput"], attributes);
        _graph.Node[^1].Name = SlotNamesNode(output);
    }

    /// <summary>Does <see cref="SlotNames"/> to a model that was written before it was done.</summary>
    public static void NameSlots(ModelProto model, string output, IReadOnlyList<string> names)
    {
        if (!model.Graph.Node.Any(node => node.Name == SlotNamesNode(output)))
        {
            new OnnxGraph(model, "slot_names_").SlotNames(output, names);
        }
    }

    /// <summary>Writes the model, with <paramref name="metadata"/> in its metadata properties.</summary>
    public byte[] ToBytes(params (string Key, string Value)[] metadata)
    {
        _model.MetadataProps.AddRange(metadata.Select(m => new StringStringEntryProto { Key = m.Key, Value = m.Value }));
        return _model.ToByteArray();
    }

    private string Add(string type, string[] inputs, string output, params (string Name, object Value)[] attributes)
    {
        AddNode(type, inputs, [output], attributes);
        return output;
    }

    private void AddNode(string type, string[] inputs, string[] outputs, (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = outputs[0], Domain = type == "LabelEncoder" ? MachineLearning : "" };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes.Select(a => Attribute(a.Name, a.Value)));
        _graph.Node.Add(node);
    }

    private string Initializer(DataType type, ReadOnlySpan<byte> bytes, long[] shape, string? name = null)
    {
        var tensor = new TensorProto { Name = name ?? NewName("constant"), DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static string SlotNamesNode(string output) => $"mlnet.{output}.SlotNames";

    private string NewName(string stem) => $"{_prefix}{stem}_{_names++}";

    private static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case int or long:
                attribute.Type = AttributeProto.Types.AttributeType.Int;
                attribute.I = Convert.ToInt64(value);
                break;
            case float number:
                attribute.Type = AttributeProto.Types.AttributeType.Float;
                attribute.F = number;
                break;
            case string text:
                attribute.Type = AttributeProto.Types.AttributeType.String;
                attribute.S = ByteString.CopyFrom(text, Encoding.UTF8);
                break;
            case long[] numbers:
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                attribute.Ints.AddRange(numbers);
                break;
            case string[] texts:
                attribute.Type = AttributeProto.Types.AttributeType.Strings;
                attribute.Strings.AddRange(texts.Select(ByteString.CopyFromUtf8));
                break;
            default:
                throw new ArgumentException($"Attribute '{name}' has the unsupported type {value.GetType()}.", nameof(value));
        }

        return attribute;
    }

    private static ValueInfoProto Value(string name, DataType type, object[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape.Select(d => d is string symbol
            ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
            : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(d) }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } },
        };
    }
}
