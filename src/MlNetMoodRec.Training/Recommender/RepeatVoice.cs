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

    public override VoiceShares Of(ListeningSequence sequence)
    {
        int[] songs = sequence.Songs;
        var shares = new float[songs.Length * RecentSongs];
        var evidence = new float[songs.Length * RecentSongs];
        for (int target = 1; target < songs.Length; target++)
        {
            for (int age = 0; age < Math.Min(RecentSongs, target); age++)
            {
                int song = songs[target - 1 - age];
                evidence[(target * RecentSongs) + age] = song > 0 ? 1 : 0;
                shares[(target * RecentSongs) + age] = song > 0 && song == songs[target] ? 1 : 0;
            }
        }

        return new VoiceShares(shares, evidence);
    }

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
