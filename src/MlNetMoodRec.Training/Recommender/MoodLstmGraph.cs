using MlNetMoodRec.Training.Onnx;
using TorchSharp.Modules;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>The ONNX graph of a <see cref="MoodLstmNetwork"/>, at the state after the last song.</summary>
internal sealed class MoodLstmGraph
{
    private static readonly long[] LayerAxis = [1];
    private static readonly long[] TimeFirst = [1, 0, 2];
    private static readonly long[] Transposed = [1, 0];

    private readonly MoodLstmNetwork _network;
    private readonly MoodLstmOptions _options;
    private readonly RecommenderGraph _graph;
    private readonly OnnxGraph _onnx;
    private readonly string _lengths;
    private readonly string _columns;

    private MoodLstmGraph(SongIndex songs, MoodLstmNetwork network, MoodLstmOptions options)
    {
        _network = network;
        _options = options;
        _graph = new RecommenderGraph(songs, options.UseMood);
        _onnx = _graph.Onnx;

        // Each row's last songs: rows are padded on the right, so they begin at different columns.
        string width = _onnx.Node("Gather", [_onnx.Node("Shape", [_graph.Songs]), _onnx.Scalar(1L)]);
        string kept = _onnx.Node("Min", [width, _onnx.Scalar((long)options.HistoryLength)]);
        string range = _onnx.Node("Range", [_onnx.Scalar(0L), kept, _onnx.Scalar(1L)]);
        string first = _onnx.Node("Max", [_onnx.Node("Sub", [_graph.Lengths, _onnx.Scalar((long)options.HistoryLength)]), _onnx.Scalar(0L)]);
        _columns = _onnx.Node("Add", [first, range]);
        _lengths = _onnx.Node("Min", [_graph.Lengths, _onnx.Scalar((long)options.HistoryLength)]);
    }

    public static byte[] Write(SongIndex songs, MoodLstmNetwork network, MoodLstmOptions options) =>
        new MoodLstmGraph(songs, network, options).Write();

    private byte[] Write()
    {
        string songs = Recent(_graph.Songs);
        string known = Recent(_graph.Known);
        string feedback = Recent(_graph.Feedback);
        string table = Constant(_network.Songs);
        string embedded = _onnx.Node("Gather", [table, songs]);

        string query = _onnx.Node("Add", [
            _onnx.Node("MatMul", [State(Inputs(songs, feedback, embedded)), Constant(_network.FromState)]),
            _onnx.Node("MatMul", [Sum(embedded, known, feedback), Constant(_network.FromSum)])]);
        if (_options.UseMood)
        {
            string projected = _onnx.Node("Add", [_onnx.Node("MatMul", [_graph.SentimentEmbedding, Constant(_network.MoodWeight!)]), Constant(_network.MoodBias!)]);
            string mood = _onnx.Node("Mul", [_onnx.Node("Tanh", [projected]), _graph.HasText]);
            query = _onnx.Node("Add", [query, _onnx.Node("MatMul", [mood, Constant(_network.FromMood!)])]);
        }

        string output = _onnx.Node("Slice", [table, _onnx.Vector(1), _onnx.Vector(_network.Songs.shape[0]), _onnx.Vector(0)]);
        string scores = _onnx.Node("MatMul", [query, _onnx.Node("Transpose", [output], ("perm", Transposed))]);
        return _graph.Finish(_onnx.Node("Add", [scores, Constant(_network.Bias)]));
    }

    private string Recent(string values) => _onnx.Node("GatherElements", [values, _columns], ("axis", 1));

    /// <summary>Float [batch, history, inputs].</summary>
    private string Inputs(string songs, string feedback, string embedded)
    {
        string hours = Recent(_graph.ElapsedHours);
        string timed = _onnx.Node("Cast", [_onnx.Node("GreaterOrEqual", [hours, _onnx.Scalar(0f)])], ("to", (int)DataType.Float));
        string logHours = _onnx.Node("Log", [_onnx.Node("Add", [_onnx.Node("Max", [hours, _onnx.Scalar(0f)]), _onnx.Scalar(1f)])]);
        string scaledHours = _onnx.Node("Mul", [logHours, _onnx.Scalar(TrainingBatch.HoursScale)]);
        List<string> parts = [embedded];
        if (_network.Metadata() is { } metadata)
        {
            parts.Add(_onnx.Node("Gather", [Constant(metadata), songs]));
        }

        parts.AddRange(((string[])[feedback, Recent(_graph.Valence), timed, scaledHours]).Select(n => _onnx.Node("Unsqueeze", [n, _onnx.Vector(2)])));
        return _onnx.Node("Concat", [.. parts], ("axis", 2));
    }

    /// <summary>The last layer's state after each row's last song, float [batch, units]; zero without a song.</summary>
    private string State(string inputs)
    {
        string steps = _onnx.Node("Cast", [_onnx.Node("Squeeze", [_lengths, _onnx.Vector(1)])], ("to", (int)DataType.Int32));
        string states = _onnx.Node("Transpose", [inputs], ("perm", TimeFirst));
        string last = "";
        foreach (LSTM layer in _network.Layers)
        {
            Dictionary<string, Tensor> weights = layer.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
            using var scope = NewDisposeScope();
            string[] outputs = _onnx.Node(
                "LSTM",
                2,
                [
                    states,
                    Constant(Gates(weights["weight_ih_l0"]).unsqueeze(0)),
                    Constant(Gates(weights["weight_hh_l0"]).unsqueeze(0)),
                    Constant(cat([Gates(weights["bias_ih_l0"]), Gates(weights["bias_hh_l0"])], 0).unsqueeze(0)),
                    steps,
                ],
                ("hidden_size", _options.Units));
            states = _onnx.Node("Squeeze", [outputs[0], _onnx.Vector(LayerAxis)]);
            last = outputs[1];
        }

        string any = _onnx.Node("Cast", [_onnx.Node("Greater", [_lengths, _onnx.Scalar(0L)])], ("to", (int)DataType.Float));
        return _onnx.Node("Mul", [_onnx.Node("Squeeze", [last, _onnx.Vector(0)]), any]);
    }

    /// <summary>Float [batch, dimension].</summary>
    private string Sum(string embedded, string known, string feedback)
    {
        string weights = _onnx.Node("Unsqueeze", [_onnx.Node("Mul", [known, feedback]), _onnx.Vector(1)]);
        string sum = _onnx.Node("Squeeze", [_onnx.Node("MatMul", [weights, embedded]), _onnx.Vector(1)]);
        string count = _onnx.Node("Max", [_onnx.Node("ReduceSum", [known, _onnx.Vector(1)], ("keepdims", 1)), _onnx.Scalar(1f)]);
        return _onnx.Node("Div", [sum, _onnx.Node("Sqrt", [count])]);
    }

    /// <summary>Reorders the gates from torch's (input, forget, cell, output) to ONNX's (input, output, forget, cell).</summary>
    private static Tensor Gates(Tensor weights)
    {
        using var _ = no_grad();
        Tensor[] gates = weights.detach().chunk(4, 0);
        return cat([gates[0], gates[3], gates[1], gates[2]], 0);
    }

    private string Constant(Tensor values)
    {
        using Tensor dense = values.detach().contiguous();
        return _onnx.Constant(dense.data<float>().ToArray(), values.shape);
    }
}
