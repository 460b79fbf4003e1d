using MlNetMoodRec.Training.Onnx;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// What has followed the latest two songs where they were played in this order: of all plays of the latest song those are
/// asked that the same song was played before. Two songs tell a playlist or an album where one does not.
/// </summary>
internal sealed class PairVoice : MemoryVoice
{
    private readonly Tensor _startOfSong;
    private readonly Tensor _playsOfSong;
    private readonly Tensor _songBefore;
    private readonly Tensor _songAfter;

    private PairVoice(int[] starts, int[] before, int[] after)
    {
        _startOfSong = tensor(starts[..^1].Select(start => (long)start).ToArray());
        _playsOfSong = tensor(starts[1..].Zip(starts, (end, start) => (long)end - start).ToArray());

        // One more, so that there is one to point at.
        _songBefore = tensor(before.Append(0).Select(song => (long)song).ToArray());
        _songAfter = tensor(after.Append(0).Select(song => (long)song).ToArray());
    }

    public override int Sources => 1;

    /// <summary>Arbitrary, as that of the successors.</summary>
    public override float StartGate => -1;

    /// <summary>Gathers the plays of sequences that have a known song before and after them, by their song.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="songs">How many songs there are, without the unknown one.</param>
    public static PairVoice Count(IReadOnlyList<ListeningSequence> sequences, int songs)
    {
        int count = songs + 1;
        var starts = new int[count + 1];
        foreach ((_, int song, _) in sequences.SelectMany(s => Plays(s.Songs)))
        {
            starts[song + 1]++;
        }

        for (int song = 0; song < count; song++)
        {
            starts[song + 1] += starts[song];
        }

        int[] next = starts[..^1];
        var before = new int[starts[count]];
        var after = new int[starts[count]];
        foreach ((int previous, int song, int following) in sequences.SelectMany(s => Plays(s.Songs)))
        {
            (before[next[song]], after[next[song]]) = (previous, following);
            next[song]++;
        }

        return new PairVoice(starts, before, after);
    }

    public override (Tensor Songs, Tensor Shares, Tensor Evidence) Recall(Tensor recent)
    {
        Tensor last = recent.select(1, 0);
        Tensor before = recent.narrow(1, 1, 1);
        Tensor plays = _playsOfSong.index_select(0, last).unsqueeze(1);
        Tensor range = arange(Math.Max(1, plays.max().item<long>())).unsqueeze(0);
        Tensor at = _startOfSong.index_select(0, last).unsqueeze(1).add(range).clamp_max(_songBefore.shape[0] - 1);
        Tensor isPair = _songBefore.index_select(0, at.view(-1)).view_as(at).eq(before).logical_and(range.lt(plays)).logical_and(before.gt(0));
        Tensor hits = isPair.to_type(ScalarType.Float32);
        Tensor total = hits.sum([1L], keepdim: true);
        return (
            _songAfter.index_select(0, at.view(-1)).view_as(at).mul(isPair).unsqueeze(1),
            hits.div(total.clamp_min(1)).unsqueeze(1),
            total.add(1).log());
    }

    public override (string Songs, string Shares, string Evidence) Recall(OnnxGraph onnx, string recent)
    {
        string last = onnx.Node("Slice", [recent, onnx.Vector(0), onnx.Vector(1), onnx.Vector(1)]);
        string before = onnx.Node("Slice", [recent, onnx.Vector(1), onnx.Vector(2), onnx.Vector(1)]);
        string plays = onnx.Node("Gather", [Constant(onnx, _playsOfSong), last]);
        string most = onnx.Node("Max", [onnx.Node("ReduceMax", [plays], ("keepdims", 0)), onnx.Scalar(1L)]);
        string range = onnx.Node("Unsqueeze", [onnx.Node("Range", [onnx.Scalar(0L), most, onnx.Scalar(1L)]), onnx.Vector(0)]);
        string at = onnx.Node("Min", [
            onnx.Node("Add", [onnx.Node("Gather", [Constant(onnx, _startOfSong), last]), range]), onnx.Scalar(_songBefore.shape[0] - 1)]);
        string isPair = onnx.Node("And", [
            onnx.Node("And", [onnx.Node("Equal", [onnx.Node("Gather", [Constant(onnx, _songBefore), at]), before]), onnx.Node("Less", [range, plays])]),
            onnx.Node("Greater", [before, onnx.Scalar(0L)])]);
        string hits = onnx.Node("Cast", [isPair], ("to", (int)DataType.Float));
        string total = onnx.Node("ReduceSum", [hits, onnx.Vector(1)], ("keepdims", 1));
        string songs = onnx.Node("Mul", [onnx.Node("Gather", [Constant(onnx, _songAfter), at]), onnx.Node("Cast", [isPair], ("to", (int)DataType.Int64))]);
        string shares = onnx.Node("Div", [hits, onnx.Node("Max", [total, onnx.Scalar(1f)])]);
        return (
            onnx.Node("Unsqueeze", [songs, onnx.Vector(1)]),
            onnx.Node("Unsqueeze", [shares, onnx.Vector(1)]),
            onnx.Node("Log", [onnx.Node("Add", [total, onnx.Scalar(1f)])]));
    }

    public override void Dispose()
    {
        _startOfSong.Dispose();
        _playsOfSong.Dispose();
        _songBefore.Dispose();
        _songAfter.Dispose();
    }

    private static string Constant(OnnxGraph onnx, Tensor values) => onnx.Constant(values.data<long>().ToArray(), values.shape);

    private static IEnumerable<(int Before, int Song, int After)> Plays(int[] songs)
    {
        for (int i = 1; i + 1 < songs.Length; i++)
        {
            if (songs[i - 1] > 0 && songs[i] > 0 && songs[i + 1] > 0)
            {
                yield return (songs[i - 1], songs[i], songs[i + 1]);
            }
        }
    }
}
