using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>The nodes of a <see cref="SongMemory"/>.</summary>
internal sealed partial class MoodLstmGraph
{
    private static readonly long[] SourceAxis = [1];

    /// <summary>The log probabilities of all songs, float [batch, songs], as <see cref="SongMemory.Mix"/> has them.</summary>
    private string Mix(SongMemory memory, string scores, string state)
    {
        string recent = LatestSongs();
        (string Songs, string Shares, string Evidence)[] recalled = [.. memory.Voices.Select(voice => voice.Recall(_onnx, recent))];
        string[] weights = [.. recalled.Select((r, voice) => Weights(memory, voice, r.Evidence))];
        string chances = Chances(memory, state, [.. recalled.Select(r => r.Evidence)], weights);
        string songs = _onnx.Node("Concat", [.. recalled.Select(r => Flat(r.Songs))], ("axis", 1));
        string shares = _onnx.Node("Concat", [.. recalled.Select((r, voice) => Flat(_onnx.Node("Mul", [
            r.Shares, _onnx.Node("Unsqueeze", [_onnx.Node("Mul", [weights[voice], Column(chances, voice + 1)]), _onnx.Vector(2)])])))], ("axis", 1));
        using Tensor sharpness = memory.LogSharpness.detach().exp();
        string softmax = _onnx.Node("Softmax", [_onnx.Node("Mul", [scores, Constant(sharpness)])], ("axis", 1));
        string mixed = AddTo(_onnx.Node("Mul", [softmax, Column(chances, 0)]), songs, shares);
        return _onnx.Node("Log", [_onnx.Node("Add", [mixed, _onnx.Scalar(SongMemory.Tiny)])]);
    }

    /// <summary>Indices of the latest songs, the last first, int64 [batch, recent songs]; 0 where there is none.</summary>
    private string LatestSongs()
    {
        // A column before the first song takes the places of songs that are not there.
        string padded = _onnx.Node("Pad", [_graph.Songs, _onnx.Vector(0, 1, 0, 0)]);
        string age = _onnx.Node("Range", [_onnx.Scalar(0L), _onnx.Scalar((long)MemoryVoice.RecentSongs), _onnx.Scalar(1L)]);
        string place = _onnx.Node("Max", [_onnx.Node("Sub", [_graph.Lengths, age]), _onnx.Scalar(0L)]);
        return _onnx.Node("GatherElements", [padded, place], ("axis", 1));
    }

    /// <summary>What each source counts in its voice, float [batch, sources].</summary>
    private string Weights(SongMemory memory, int voice, string evidence)
    {
        string speaks = _onnx.Node("Greater", [evidence, _onnx.Scalar(0f)]);
        string weighed = _onnx.Node("Add", [_onnx.Node("Mul", [evidence, Constant(memory.Powers[voice])]), Constant(memory.Ages[voice])]);
        return _onnx.Node("Mul", [
            _onnx.Node("Softmax", [_onnx.Node("Where", [speaks, weighed, _onnx.Scalar(-1e9f)])], ("axis", 1)), Float(speaks)]);
    }

    /// <summary>The chances of the softmax and of each voice, float [batch, 1 + voices].</summary>
    private string Chances(SongMemory memory, string state, string[] evidence, string[] weights)
    {
        string known = _onnx.Node("Concat", [.. evidence.Zip(weights, (e, weight) =>
            _onnx.Node("ReduceSum", [_onnx.Node("Mul", [weight, e]), _onnx.Vector(1)], ("keepdims", 1)))], ("axis", 1));
        string any = _onnx.Node("Concat", [.. evidence.Select(e =>
            _onnx.Node("Greater", [_onnx.Node("ReduceMax", [e], ("axes", SourceAxis), ("keepdims", 1)), _onnx.Scalar(0f)]))], ("axis", 1));
        string logOdds = _onnx.Node("Add", [
            _onnx.Node("Add", [_onnx.Node("MatMul", [state, Constant(memory.Gate)]), _onnx.Node("MatMul", [known, Constant(memory.GateEvidence)])]),
            Constant(memory.GateBias)]);
        string spoken = _onnx.Node("Where", [any, logOdds, _onnx.Scalar(-1e9f)]);

        // A column of zeros: the log odds of the softmax against itself.
        return _onnx.Node("Softmax", [_onnx.Node("Pad", [spoken, _onnx.Vector(0, 1, 0, 0)])], ("axis", 1));
    }

    private string Column(string values, int column) =>
        _onnx.Node("Slice", [values, _onnx.Vector(column), _onnx.Vector(column + 1), _onnx.Vector(1)]);

    private string Flat(string values) => _onnx.Node("Reshape", [values, _onnx.Vector(0, -1)]);
}
