using MlNetMoodRec.Training.Onnx;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>The latest songs themselves, to be heard again.</summary>
internal sealed class RepeatVoice : MemoryVoice
{
    public override int Sources => RecentSongs;

    /// <summary>Arbitrary: about one in twenty.</summary>
    public override float StartGate => -3;

    public override (Tensor Songs, Tensor Shares, Tensor Evidence) Recall(Tensor recent)
    {
        Tensor known = recent.gt(0).to_type(ScalarType.Float32);
        return (recent.unsqueeze(2), known.unsqueeze(2), known);
    }

    public override (string Songs, string Shares, string Evidence) Recall(OnnxGraph onnx, string recent)
    {
        string known = onnx.Node("Cast", [onnx.Node("Greater", [recent, onnx.Scalar(0L)])], ("to", (int)DataType.Float));
        return (onnx.Node("Unsqueeze", [recent, onnx.Vector(2)]), onnx.Node("Unsqueeze", [known, onnx.Vector(2)]), known);
    }

    public override void Dispose()
    {
    }
}
