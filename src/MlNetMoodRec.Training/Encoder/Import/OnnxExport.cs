using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Transforms.Onnx;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Onnx.Format;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>
/// An ONNX export of a DistilBERT for classification: <c>input_ids</c> and <c>attention_mask</c> to <c>logits</c>. Its
/// last hidden state is found in the graph, as what the classifier takes the first token's state from.
/// </summary>
internal sealed class OnnxExport : IDisposable
{
    /// <summary>ReduceSum and Squeeze take their axes as an input from this operator set on, as the added nodes do.</summary>
    private const int LeastOpset = 13;

    private const int FloatType = (int)TensorProto.Types.DataType.Float;

    private readonly string _path;
    private readonly InferenceSession _session;

    private OnnxExport(string path, ModelProto model, InferenceSession session, string hidden)
    {
        _path = path;
        Model = model;
        _session = session;
        HiddenState = hidden;
    }

    /// <summary>The model.</summary>
    public ModelProto Model { get; }

    /// <summary>The name of the last hidden state, float [batch, length, width].</summary>
    public string HiddenState { get; }

    /// <summary>How many weights there are.</summary>
    public long Weights => Initializers.Sum(tensor => tensor.Dims.Aggregate(1L, (product, size) => product * size));

    /// <summary>Their types, as in "Float".</summary>
    public string Types => string.Join(" and ", Initializers.Select(tensor => $"{(TensorProto.Types.DataType)tensor.DataType}").Distinct().Order(StringComparer.Ordinal));

    private IEnumerable<TensorProto> Initializers => Model.Graph.Initializer.Where(tensor => tensor.Dims.Count > 0
        && tensor.DataType is FloatType or (int)TensorProto.Types.DataType.Float16 or (int)TensorProto.Types.DataType.Int8 or (int)TensorProto.Types.DataType.Uint8);

    /// <summary>The export that a path means, a file or a folder; null where it means a folder without one.</summary>
    public static string? Find(string checkpoint) => File.Exists(checkpoint)
        ? checkpoint
        : new[] { "model.onnx", Path.Combine("onnx", "model.onnx") }.Select(file => Path.Combine(checkpoint, file)).FirstOrDefault(File.Exists);

    /// <summary>The folder with the configuration and the tokenizer of an export: its own, or the one above.</summary>
    public static string FolderOf(string path)
    {
        string own = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string? above = Path.GetDirectoryName(own);
        return File.Exists(Path.Combine(own, CheckpointConfig.FileName)) ? own
            : above is not null && File.Exists(Path.Combine(above, CheckpointConfig.FileName)) ? above
            : throw new MoodRecException(
                $"'{path}' has no {CheckpointConfig.FileName} beside it or one folder up; expected that, and the tokenizer's files, from the same checkpoint.");
    }

    /// <summary>Reads an export and holds it against its configuration.</summary>
    /// <exception cref="MoodRecException">It is not one that can be imported; the message says what was found and expected.</exception>
    public static OnnxExport Open(string path, CheckpointConfig config)
    {
        ModelProto model = Read(path);
        CheckValues(path, model);
        string hidden = FindHiddenState(path, model);
        model.Graph.Output.Add(new ValueInfoProto
        {
            Name = hidden,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = FloatType } },
        });
        InferenceSession session;
        try
        {
            var context = new MLContext();
            context.MoodRec();
            using SessionOptions options = context.GetOnnxSessionOption().CreateSessionOptions();
            session = new InferenceSession(model.ToByteArray(), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new MoodRecException($"'{path}' is not an ONNX model that can be run with its hidden state '{hidden.Printable()}' as an output: {e.Message}", e);
        }

        model.Graph.Output.RemoveAt(model.Graph.Output.Count - 1);
        var export = new OnnxExport(path, model, session, hidden);
        try
        {
            export.CheckAnswers(config);
            return export;
        }
        catch
        {
            export.Dispose();
            throw;
        }
    }

    /// <summary>The logits of one text, as the export gives them.</summary>
    public float[] Logits(int[] ids)
    {
        using IDisposableReadOnlyCollection<OrtValue> values = Run(ids, rows: 1);
        return values[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => _session.Dispose();

    private static ModelProto Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > int.MaxValue)
            {
                throw new MoodRecException($"'{path}' is larger than 2 GB, where an ONNX file ends. Take the export as one file.");
            }

            ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            return model.Graph is { Node.Count: > 0 } ? model : throw new MoodRecException($"'{path}' is no ONNX model: it has no graph. Copy or export it again.");
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"'{path}' cannot be read as an ONNX model: {e.Message} Copy or export it again.", e);
        }
    }

    private static void CheckValues(string path, ModelProto model)
    {
        List<string> faults = [];
        long opset = model.OpsetImport.Where(set => set.Domain is "" or "ai.onnx").Select(set => set.Version).DefaultIfEmpty(0).Max();
        if (opset < LeastOpset)
        {
            faults.Add($"operator set {opset}, expected {LeastOpset} or later (export it with --opset 17)");
        }

        if (model.Graph.Initializer.FirstOrDefault(tensor => tensor.DataLocation != 0) is { } external)
        {
            faults.Add($"the weights '{external.Name.Printable()}' in another file, expected all of them in this one");
        }

        HashSet<string> weights = [.. model.Graph.Initializer.Select(tensor => tensor.Name)];
        ValueInfoProto[] inputs = [.. model.Graph.Input.Where(input => !weights.Contains(input.Name))];
        string[] expected = [MoodColumns.InputIds, MoodColumns.AttentionMask];
        foreach (string name in expected)
        {
            ValueInfoProto? input = inputs.FirstOrDefault(value => value.Name == name);
            if (input?.Type?.TensorType is not { ElemType: (int)TensorProto.Types.DataType.Int64, Shape.Dim: [{ DimValue: 0 }, { DimValue: 0 }] })
            {
                faults.Add($"{Describe(input, "input " + name)}, expected int64 [batch, length], both of any size");
            }
        }

        faults.AddRange(inputs.Where(input => !expected.Contains(input.Name)).Select(input =>
            $"the input '{input.Name.Printable()}', which a DistilBERT does not have"));
        ValueInfoProto? logits = model.Graph.Output.FirstOrDefault(value => value.Name == MoodEncoderOnnx.CheckpointLogits);
        if (logits?.Type?.TensorType is not { ElemType: FloatType })
        {
            faults.Add($"{Describe(logits, "output " + MoodEncoderOnnx.CheckpointLogits)}, expected float [batch, labels]");
        }

        if (faults.Count > 0)
        {
            throw new MoodRecException(
                $"'{path}' is not an ONNX export of a DistilBERT for classification. It has {string.Join("; ", faults)}. "
                + $"Found inputs: {Names(inputs)}. Found outputs: {Names(model.Graph.Output)}.");
        }

        foreach (ValueInfoProto other in model.Graph.Output.Where(value => value.Name != MoodEncoderOnnx.CheckpointLogits).ToArray())
        {
            model.Graph.Output.Remove(other);
        }
    }

    private static string Names(IEnumerable<ValueInfoProto> values) =>
        string.Join(", ", values.Select(value => value.Name.Printable())) is { Length: > 0 } names ? names : "none";

    private static string Describe(ValueInfoProto? value, string what) => value is null
        ? $"no {what}"
        : $"an {what} of {(TensorProto.Types.DataType)(value.Type?.TensorType?.ElemType ?? 0)} "
            + $"[{string.Join(", ", value.Type?.TensorType?.Shape?.Dim.Select(d => d.DimValue > 0 ? $"{d.DimValue}" : "?") ?? [])}]";

    /// <summary>The value that the first token is taken from (Gather or Slice on the second axis), nearest to the logits.</summary>
    private static string FindHiddenState(string path, ModelProto model)
    {
        Dictionary<string, NodeProto> makers = model.Graph.Node.SelectMany(node => node.Output.Select(output => (output, node)))
            .Where(pair => pair.output.Length > 0).GroupBy(pair => pair.output).ToDictionary(group => group.Key, group => group.First().node);
        Queue<string> open = new([MoodEncoderOnnx.CheckpointLogits]);
        HashSet<string> seen = [];
        while (open.TryDequeue(out string? value))
        {
            if (!seen.Add(value) || !makers.TryGetValue(value, out NodeProto? node))
            {
                continue;
            }

            if (TakesFirstToken(node, makers, model.Graph))
            {
                return node.Input[0];
            }

            foreach (string input in node.Input)
            {
                open.Enqueue(input);
            }
        }

        throw new MoodRecException(
            $"'{path}' has no node between its inputs and '{MoodEncoderOnnx.CheckpointLogits}' that takes the first token's state (Gather of 0, or Slice of 0 to 1, on axis 1); "
            + "expected the classifier of a DistilBERT. Import the safetensors checkpoint instead.");
    }

    private static bool TakesFirstToken(NodeProto node, Dictionary<string, NodeProto> makers, GraphProto graph)
    {
        long[]? Whole(int input) => input < node.Input.Count ? Constant(node.Input[input], makers, graph) : null;
        return node.OpType switch
        {
            "Gather" => node.Attribute.FirstOrDefault(a => a.Name == "axis")?.I == 1 && Whole(1) is [0],
            "Slice" => Whole(1) is [0] && Whole(2) is [1] && Whole(3) is [1],
            _ => false,
        };
    }

    /// <summary>The whole numbers of a constant; null for everything else.</summary>
    private static long[]? Constant(string name, Dictionary<string, NodeProto> makers, GraphProto graph)
    {
        TensorProto? tensor = graph.Initializer.FirstOrDefault(initializer => initializer.Name == name)
            ?? (makers.TryGetValue(name, out NodeProto? maker) && maker.OpType == "Constant" ? maker.Attribute.FirstOrDefault(a => a.Name == "value")?.T : null);
        return tensor is not { DataType: (int)TensorProto.Types.DataType.Int64 } ? null
            : tensor.Int64Data.Count > 0 ? [.. tensor.Int64Data]
            : MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray();
    }

    /// <summary>What only a run shows: the shapes of the hidden state and of the logits, and whether every token has an embedding.</summary>
    private void CheckAnswers(CheckpointConfig config)
    {
        const int Rows = 2;
        int[] ids = [0, config.Model.VocabularySize - 1, 0];
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> values = Run(ids, Rows);
            long[] logits = values[0].GetTensorTypeAndShape().Shape;
            OrtTensorTypeAndShapeInfo hidden = values[1].GetTensorTypeAndShape();
            if (!logits.SequenceEqual([Rows, config.Labels.Count]))
            {
                throw new MoodRecException(
                    $"The logits of '{_path}' are {SafetensorsTensor.Describe(logits)} for {Rows} texts, expected {SafetensorsTensor.Describe([Rows, config.Labels.Count])}: "
                    + $"as many as there are labels in {CheckpointConfig.FileName}. Take both from one checkpoint, or name the labels with --labels.");
            }

            if (hidden.ElementDataType != TensorElementType.Float || !hidden.Shape.SequenceEqual([Rows, ids.Length, config.Model.Width]))
            {
                throw new MoodRecException(
                    $"The last hidden state of '{_path}' ('{HiddenState.Printable()}') is {hidden.ElementDataType} {SafetensorsTensor.Describe(hidden.Shape)} for {Rows} texts of {ids.Length} tokens, "
                    + $"expected Float {SafetensorsTensor.Describe([Rows, ids.Length, config.Model.Width])} (dim in {CheckpointConfig.FileName}). Take both from one checkpoint.");
            }
        }
        catch (OnnxRuntimeException e)
        {
            throw new MoodRecException(
                $"'{_path}' cannot read two texts of {ids.Length} tokens with ids up to {config.Model.VocabularySize - 1}; expected a network of the vocabulary in "
                + $"{CheckpointConfig.FileName}. ONNX Runtime says: {e.Message}", e);
        }
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(int[] ids, int rows)
    {
        long[] shape = [rows, ids.Length];
        long[] tokens = [.. Enumerable.Repeat(ids, rows).SelectMany(row => row).Select(id => (long)id)];
        using OrtValue inputIds = OrtValue.CreateTensorValueFromMemory(tokens, shape);
        using OrtValue attention = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tokens, _ => 1L), shape);
        using var options = new RunOptions();
        return _session.Run(options, [MoodColumns.InputIds, MoodColumns.AttentionMask], [inputIds, attention], [MoodEncoderOnnx.CheckpointLogits, HiddenState]);
    }
}
