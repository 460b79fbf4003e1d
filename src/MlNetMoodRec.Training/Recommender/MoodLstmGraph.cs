using MlNetMoodRec.Training.Onnx;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>The ONNX graph of a <see cref="MoodLstmNetwork"/>, at the state after the last song.</summary>
internal sealed partial class MoodLstmGraph
{
    private static readonly long[] LayerAxis = [1];
    private static readonly long[] TimeFirst = [1, 0, 2];
    private static readonly long[] HistoryAxis = [2];
    private static readonly long[] Transposed = [1, 0];

    private readonly MoodLstmNetwork _network;
    private readonly MoodLstmOptions _options;
    private readonly RecommenderGraph _graph;
    private readonly OnnxGraph _onnx;
    private readonly string _lengths;
    private readonly string _columns;
    private readonly string _range;
    private readonly string _after;
    private readonly long _width;

    private MoodLstmGraph(SongIndex songs, MoodLstmNetwork network, MoodLstmOptions options)
    {
        _network = network;
        _options = options;
        _width = network.Choice().shape[1];
        _graph = new RecommenderGraph(songs, options.UseMood);
        _onnx = _graph.Onnx;

        // Each row's last songs: rows are padded on the right, so they begin at different columns.
        string width = _onnx.Node("Gather", [_onnx.Node("Shape", [_graph.Songs]), _onnx.Scalar(1L)]);
        string kept = _onnx.Node("Min", [width, _onnx.Scalar((long)options.HistoryLength)]);
        _range = _onnx.Node("Range", [_onnx.Scalar(0L), kept, _onnx.Scalar(1L)]);
        string first = _onnx.Node("Max", [_onnx.Node("Sub", [_graph.Lengths, _onnx.Scalar((long)options.HistoryLength)]), _onnx.Scalar(0L)]);
        _columns = _onnx.Node("Add", [first, _range]);
        _lengths = _onnx.Node("Min", [_graph.Lengths, _onnx.Scalar((long)options.HistoryLength)]);

        // Songs after each one; below zero for padding, which is not known.
        _after = _onnx.Node("Sub", [_onnx.Node("Sub", [_lengths, _onnx.Scalar(1L)]), _range]);
    }

    public static byte[] Write(SongIndex songs, MoodLstmNetwork network, MoodLstmOptions options) =>
        new MoodLstmGraph(songs, network, options).Write();

    private byte[] Write()
    {
        string songs = Recent(_graph.Songs);
        string known = Recent(_graph.Known);
        string feedback = Recent(_graph.Feedback);
        SongTable songTable = _network.Songs();
        using Tensor all = songTable.All.detach();
        string table = Constant(all);
        string embedded = _onnx.Node("Gather", [table, songs]);
        string inSession = InSession();
        string state = State(Inputs(feedback, embedded));
        List<string> parts = [state, Sums(embedded, known, feedback, inSession), Pleased(feedback), Ones()];
        if (_options.UseMood)
        {
            parts.Add(Mood(inSession));
        }

        string situation = _onnx.Node("Concat", [.. parts], ("axis", 1));
        string candidates = _onnx.Node("Slice", [table, _onnx.Vector(1), _onnx.Vector(all.shape[0]), _onnx.Vector(0)]);
        string transposed = _onnx.Node("Transpose", [candidates], ("perm", Transposed));
        string scores = AddHeard(Scores(situation, _network.Choice(), transposed, songTable.Bias), songs, known, feedback, inSession);
        scores = _network.Memory is { } memory ? Mix(memory, scores, state) : scores;
        string likes = _onnx.Node("Add", [
            Scores(situation, _network.Like(), transposed, songTable.LikeBias), _onnx.Node("MatMul", [situation, Constant(_network.LikeOffset)])]);
        return _graph.Finish(scores, likes);
    }

    /// <summary>Float [batch, songs].</summary>
    private string Scores(string situation, Tensor weights, string candidates, Tensor bias) => _onnx.Node("Add", [
        _onnx.Node("MatMul", [_onnx.Node("MatMul", [situation, Constant(weights)]), candidates]), Constant(bias)]);

    /// <summary>Float [batch, mood dimension]; zero without a text.</summary>
    private string Mood(string inSession)
    {
        string projected = _onnx.Node("Add", [_onnx.Node("MatMul", [_graph.SentimentEmbedding, Constant(_network.MoodWeight!)]), Constant(_network.MoodBias!)]);
        string ageing = _onnx.Node("Mul", [ScaleHours(_graph.TextHoursAgo), Constant(_network.MoodAgeing!)]);
        string songs = _onnx.Node("ReduceSum", [inSession, _onnx.Vector(1)], ("keepdims", 1));
        string depth = _onnx.Node("Mul", [_onnx.Node("Log", [_onnx.Node("Add", [songs, _onnx.Scalar(1f)])]), Constant(_network.MoodDepth!)]);
        string fresh = _onnx.Node("Sigmoid", [_onnx.Node("Add", [_onnx.Node("Add", [ageing, depth]), Constant(_network.MoodFreshness!)])]);
        return _onnx.Node("Mul", [_onnx.Node("Mul", [_onnx.Node("Tanh", [projected]), fresh]), _graph.HasText]);
    }

    private string Recent(string values) => _onnx.Node("GatherElements", [values, _columns], ("axis", 1));

    /// <summary>Float [batch, history, inputs].</summary>
    private string Inputs(string feedback, string embedded)
    {
        string hours = Recent(_graph.ElapsedHours);
        string timed = Float(_onnx.Node("GreaterOrEqual", [hours, _onnx.Scalar(0f)]));
        string[] numbers = [feedback, Recent(_graph.Valence), timed, ScaleHours(hours)];
        return _onnx.Node("Concat", [embedded, .. numbers.Select(n => _onnx.Node("Unsqueeze", [n, _onnx.Vector(2)]))], ("axis", 2));
    }

    private string ScaleHours(string hours) => _onnx.Node("Mul", [
        _onnx.Node("Log", [_onnx.Node("Add", [_onnx.Node("Max", [hours, _onnx.Scalar(0f)]), _onnx.Scalar(1f)])]),
        _onnx.Scalar(TrainingBatch.HoursScale)]);

    /// <summary>The last layer's state after each row's last song, float [batch, units]; zero without a song.</summary>
    private string State(string inputs)
    {
        string steps = _onnx.Node("Cast", [_onnx.Node("Squeeze", [_lengths, _onnx.Vector(1)])], ("to", (int)DataType.Int32));
        string states = _onnx.Node("Transpose", [inputs], ("perm", TimeFirst));
        string last = "";
        foreach (RecurrentLayer layer in _network.Layers)
        {
            using var scope = NewDisposeScope();
            (Tensor weights, Tensor recurrence, Tensor biases) = layer.OnnxWeights();
            string[] outputs = _onnx.Node(
                layer.OnnxOperator,
                2,
                [states, Constant(weights), Constant(recurrence), Constant(biases), steps],
                [("hidden_size", _options.Units), .. layer.OnnxAttributes]);
            states = _onnx.Node("Squeeze", [outputs[0], _onnx.Vector(LayerAxis)]);
            last = outputs[1];
        }

        string any = Float(_onnx.Node("Greater", [_lengths, _onnx.Scalar(0L)]));
        return _onnx.Node("Mul", [_onnx.Node("Squeeze", [last, _onnx.Vector(0)]), any]);
    }

    /// <summary>
    /// Float [batch, 5 x width]: the sum of the liked songs, that of the recent ones, the last one, and the latter two of
    /// this session.
    /// </summary>
    private string Sums(string embedded, string known, string feedback, string inSession)
    {
        string count = _onnx.Node("Max", [_onnx.Node("ReduceSum", [known, _onnx.Vector(1)], ("keepdims", 1)), _onnx.Scalar(1f)]);
        string liked = _onnx.Node("Div", [_onnx.Node("Mul", [known, feedback]), _onnx.Node("Sqrt", [count])]);
        string recent = Decayed(MoodLstmNetwork.RecentDecay, known);
        string last = _onnx.Node("Mul", [Float(_onnx.Node("Equal", [_after, _onnx.Scalar(0L)])), known]);
        string session = Decayed(MoodLstmNetwork.SessionDecay, _onnx.Node("Mul", [known, inSession]));
        string[] all = [liked, recent, last, session, _onnx.Node("Mul", [last, inSession])];
        string weights = _onnx.Node("Concat", [.. all.Select(w => _onnx.Node("Unsqueeze", [w, _onnx.Vector(1)]))], ("axis", 1));
        return _onnx.Node("Reshape", [_onnx.Node("MatMul", [weights, embedded]), _onnx.Vector(0, MoodLstmNetwork.SumCount * _width)]);
    }

    private string Decayed(double decay, string known) => _onnx.Node("Mul", [
        _onnx.Node("Mul", [_onnx.Node("Pow", [_onnx.Scalar((float)decay), Float(_onnx.Node("Max", [_after, _onnx.Scalar(0L)]))]), known]), _onnx.Scalar((float)(1 - decay))]);

    /// <summary>1 for songs after which no session has ended, 0 for others and for padding, float [batch, history].</summary>
    private string InSession()
    {
        string pause = _onnx.Node("GreaterOrEqual", [Recent(_graph.ElapsedHours), _onnx.Scalar(TrainingBatch.SessionGapHours)]);
        string isSong = _onnx.Node("GreaterOrEqual", [_after, _onnx.Scalar(0L)]);
        string ends = Float(_onnx.Node("And", [pause, isSong]));
        string before = _onnx.Node("CumSum", [ends, _onnx.Scalar(1L)], ("exclusive", 1));
        string noneAfter = _onnx.Node("Equal", [before, _onnx.Node("ReduceSum", [ends, _onnx.Vector(1)], ("keepdims", 1))]);
        return Float(_onnx.Node("And", [isSong, noneAfter]));
    }

    /// <summary>Adds to the scores, float [batch, songs], what each song's last hearing is worth.</summary>
    private string AddHeard(string scores, string songs, string known, string feedback, string inSession)
    {
        string same = _onnx.Node("Equal", [_onnx.Node("Unsqueeze", [songs, _onnx.Vector(2)]), _onnx.Node("Unsqueeze", [songs, _onnx.Vector(1)])]);
        string later = _onnx.Node("Less", [_onnx.Node("Unsqueeze", [_range, _onnx.Vector(1)]), _onnx.Node("Unsqueeze", [_range, _onnx.Vector(0)])]);
        string heardAgain = _onnx.Node("ReduceMax", [Float(_onnx.Node("And", [same, later]))], ("axes", HistoryAxis), ("keepdims", 0));
        string lastHearing = _onnx.Node("Mul", [known, Not(heardAgain)]);

        string now = _onnx.Node("Mul", [lastHearing, inSession]);
        string before = _onnx.Node("Mul", [lastHearing, Not(inSession)]);
        string[] features = [now, before, _onnx.Node("Mul", [now, feedback]), _onnx.Node("Mul", [before, feedback])];
        string worth = _onnx.Node("MatMul", [
            _onnx.Node("Concat", [.. features.Select(f => _onnx.Node("Unsqueeze", [f, _onnx.Vector(2)]))], ("axis", 2)), Constant(_network.Heard)]);

        return AddTo(scores, songs, worth);
    }

    /// <summary>Adds numbers to the values of songs, float [batch, songs]; a song may be named again.</summary>
    private string AddTo(string values, string songs, string numbers)
    {
        // A column for the unknown song takes what is not of a song that the model knows.
        string padded = _onnx.Node("Pad", [values, _onnx.Vector(0, 1, 0, 0)]);
        string added = _onnx.Node("ScatterElements", [padded, songs, numbers], ("axis", 1), ("reduction", "add"));
        return _onnx.Node("Slice", [added, _onnx.Vector(1), _onnx.Vector(_network.OwnSongs.shape[0]), _onnx.Vector(1)]);
    }

    private string Not(string flags) => _onnx.Node("Sub", [_onnx.Scalar(1f), flags]);

    private string Float(string values) => _onnx.Node("Cast", [values], ("to", (int)DataType.Float));

    /// <summary>Float [batch, 1]; zero without a song.</summary>
    private string Pleased(string feedback)
    {
        string liked = Float(_onnx.Node("GreaterOrEqual", [feedback, _onnx.Scalar(SongPlays.GoodFeedback)]));
        string valid = Float(_onnx.Node("Less", [_range, _lengths]));
        string likes = _onnx.Node("ReduceSum", [_onnx.Node("Mul", [liked, valid]), _onnx.Vector(1)], ("keepdims", 1));
        string skips = _onnx.Node("Sub", [Float(_lengths), likes]);
        double share = _network.LikedShare;
        string odds = _onnx.Node("Sub", [
            _onnx.Node("Log", [_onnx.Node("Add", [likes, _onnx.Scalar((float)(MoodLstmNetwork.AveragePlays * share))])]),
            _onnx.Node("Log", [_onnx.Node("Add", [skips, _onnx.Scalar((float)(MoodLstmNetwork.AveragePlays * (1 - share)))])])]);
        return _onnx.Node("Sub", [odds, _onnx.Scalar((float)Math.Log(share / (1 - share)))]);
    }

    /// <summary>Float [batch, 1] of ones.</summary>
    private string Ones() => Float(_onnx.Node("GreaterOrEqual", [_lengths, _onnx.Scalar(0L)]));

    private string Constant(Tensor values)
    {
        using Tensor dense = values.detach().contiguous();
        return _onnx.Constant(dense.data<float>().ToArray(), values.shape);
    }
}
