namespace MlNetMoodRec.Training.Recommender;

/// <summary>The nodes of a <see cref="SuccessorMemory"/>.</summary>
internal sealed partial class MoodLstmGraph
{
    private static readonly long[] SongAxis = [1];

    /// <summary>The log probabilities of all songs, float [batch, songs], as <see cref="SuccessorMemory.Mix"/> has them.</summary>
    private string Mix(SuccessorMemory memory, string scores, string state)
    {
        string recent = LatestSongs();
        string evidence = _onnx.Node("Gather", [Constant(memory.EvidenceOfSong), recent]);
        string speaks = _onnx.Node("Greater", [evidence, _onnx.Scalar(0f)]);
        string any = _onnx.Node("Greater", [_onnx.Node("ReduceMax", [evidence], ("axes", SongAxis), ("keepdims", 1)), _onnx.Scalar(0f)]);
        string weighed = _onnx.Node("Add", [_onnx.Node("Mul", [evidence, Constant(memory.Power)]), Constant(memory.Age)]);
        string weights = _onnx.Node("Mul", [
            _onnx.Node("Softmax", [_onnx.Node("Where", [speaks, weighed, _onnx.Scalar(-1e9f)])], ("axis", 1)), Float(speaks)]);

        string known = _onnx.Node("ReduceSum", [_onnx.Node("Mul", [weights, evidence]), _onnx.Vector(1)], ("keepdims", 1));
        string logOdds = _onnx.Node("Add", [
            _onnx.Node("Add", [_onnx.Node("MatMul", [state, Constant(memory.Gate)]), _onnx.Node("Mul", [known, Constant(memory.GateEvidence)])]),
            Constant(memory.GateBias)]);
        string softmax = _onnx.Node("LogSoftmax", [scores], ("axis", 1));
        string learnt = _onnx.Node("Sub", [softmax, _onnx.Node("Softplus", [logOdds])]);
        string remembered = _onnx.Node("Sub", [
            _onnx.Node("Log", [_onnx.Node("Add", [Remembered(memory, scores, recent, weights), _onnx.Scalar(SuccessorMemory.Tiny)])]),
            _onnx.Node("Softplus", [_onnx.Node("Neg", [logOdds])])]);
        return _onnx.Node("Where", [any, LogAddExp(learnt, remembered), softmax]);
    }

    /// <summary>Indices of the latest songs, the last first, int64 [batch, recent songs]; 0 where there is none.</summary>
    private string LatestSongs()
    {
        // A column before the first song takes the places of songs that are not there.
        string padded = _onnx.Node("Pad", [_graph.Songs, _onnx.Vector(0, 1, 0, 0)]);
        string age = _onnx.Node("Range", [_onnx.Scalar(0L), _onnx.Scalar((long)SongSuccessors.RecentSongs), _onnx.Scalar(1L)]);
        string place = _onnx.Node("Max", [_onnx.Node("Sub", [_graph.Lengths, age]), _onnx.Scalar(0L)]);
        return _onnx.Node("GatherElements", [padded, place], ("axis", 1));
    }

    /// <summary>What the latest songs say of each song, float [batch, songs].</summary>
    private string Remembered(SuccessorMemory memory, string scores, string recent, string weights)
    {
        string table = _onnx.Constant(memory.Table.data<long>().ToArray(), memory.Table.shape);
        string successors = _onnx.Node("Reshape", [_onnx.Node("Gather", [table, recent]), _onnx.Vector(0, -1)]);
        string said = _onnx.Node("Mul", [
            _onnx.Node("Gather", [Constant(memory.Shares), recent]), _onnx.Node("Unsqueeze", [weights, _onnx.Vector(2)])]);
        string padded = _onnx.Node("Pad", [scores, _onnx.Vector(0, 1, 0, 0)]);
        string nothing = _onnx.Node("ConstantOfShape", [_onnx.Node("Shape", [padded])]);
        string added = _onnx.Node(
            "ScatterElements", [nothing, successors, _onnx.Node("Reshape", [said, _onnx.Vector(0, -1)])], ("axis", 1), ("reduction", "add"));
        return _onnx.Node("Slice", [added, _onnx.Vector(1), _onnx.Vector(_network.Bias.shape[0] + 1), _onnx.Vector(1)]);
    }

    private string LogAddExp(string one, string other)
    {
        string most = _onnx.Node("Max", [one, other]);
        string sum = _onnx.Node("Add", [_onnx.Node("Exp", [_onnx.Node("Sub", [one, most])]), _onnx.Node("Exp", [_onnx.Node("Sub", [other, most])])]);
        return _onnx.Node("Add", [most, _onnx.Node("Log", [sum])]);
    }
}
