using MlNetMoodRec.Training.Onnx;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// What has followed each of the latest songs, or come before it. Transitions that were seen a few times are known at once and
/// exactly, which embeddings learn late or never. What came before says nothing of the latest songs themselves: they came
/// before each other just now, and whether they are heard again is for other voices to say.
/// </summary>
internal sealed class SuccessorVoice : MemoryVoice
{
    private static readonly long[] SongsHeard = [3];

    private readonly bool _isBackward;
    private readonly Tensor _table;
    private readonly Tensor _shares;
    private readonly Tensor _evidenceOfSong;

    /// <param name="successors">The counted successors, or what came before.</param>
    public SuccessorVoice(SongSuccessors successors)
    {
        _isBackward = successors.IsBackward;
        (long[] songs, float[] shares) = successors.Table();
        _table = tensor(songs, [successors.SongCount, successors.Most]);
        _shares = tensor(shares, [successors.SongCount, successors.Most]);
        _evidenceOfSong = tensor(successors.Evidence());
    }

    public override int Sources => RecentSongs;

    /// <summary>Arbitrary: about a quarter.</summary>
    public override float StartGate => -1;

    public override (Tensor Songs, Tensor Shares, Tensor Evidence) Recall(Tensor recent)
    {
        Tensor at = recent.view(-1);
        long[] shape = [recent.shape[0], Sources, _table.shape[1]];
        Tensor songs = _table.index_select(0, at).view(shape);
        Tensor shares = _shares.index_select(0, at).view(shape);
        if (_isBackward)
        {
            Tensor isRecent = songs.unsqueeze(3).eq(recent.view(-1, 1, 1, RecentSongs)).any(3);
            shares = shares.masked_fill(isRecent, 0);
        }

        return (songs, shares, _evidenceOfSong.index_select(0, at).view_as(recent));
    }

    public override (string Songs, string Shares, string Evidence) Recall(OnnxGraph onnx, string recent)
    {
        string songs = onnx.Node("Gather", [onnx.Constant(_table.data<long>().ToArray(), _table.shape), recent]);
        string shares = onnx.Node("Gather", [Constant(onnx, _shares), recent]);
        if (_isBackward)
        {
            string isRecent = onnx.Node("Cast", [
                onnx.Node("Equal", [onnx.Node("Unsqueeze", [songs, onnx.Vector(3)]), onnx.Node("Unsqueeze", [recent, onnx.Vector(1, 2)])])],
                ("to", (int)DataType.Float));
            string others = onnx.Node("Sub", [
                onnx.Scalar(1f), onnx.Node("ReduceMax", [isRecent], ("axes", SongsHeard), ("keepdims", 0))]);
            shares = onnx.Node("Mul", [shares, others]);
        }

        return (songs, shares, onnx.Node("Gather", [Constant(onnx, _evidenceOfSong), recent]));
    }

    public override void Dispose()
    {
        _table.Dispose();
        _shares.Dispose();
        _evidenceOfSong.Dispose();
    }

    private static string Constant(OnnxGraph onnx, Tensor values) => onnx.Constant(values.data<float>().ToArray(), values.shape);
}
