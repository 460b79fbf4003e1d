using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// What a request wishes for beyond the method's scores. Scores are float [batch, 1 + songs] here: the first column is
/// that of the unknown song.
/// </summary>
internal sealed partial class RecommenderGraph
{
    /// <summary>Scores that spread less than this are all equal; there, wishes count by themselves.</summary>
    private const float LeastSpread = 1e-6f;

    /// <summary>Added to the squared length of a path, which may be 0.</summary>
    private const float Tiny = 1e-12f;

    private readonly string _moodFit = "";
    private readonly string _moodPath = "";

    private static bool IsKnown((float Valence, float Arousal) sound) => float.IsFinite(sound.Valence) && float.IsFinite(sound.Arousal);

    /// <summary>The standard deviation of a row's scores, float [batch, 1], which makes wishes count alike for every method.</summary>
    private string Spread(string scores)
    {
        string mean = Onnx.Node("ReduceMean", [scores], ("axes", SongAxis), ("keepdims", 1));
        string off = Onnx.Node("Sub", [scores, mean]);
        string deviation = Onnx.Node("Sqrt", [Onnx.Node("ReduceMean", [Onnx.Node("Mul", [off, off])], ("axes", SongAxis), ("keepdims", 1))]);
        return Onnx.Node("Where", [Onnx.Node("Greater", [deviation, Onnx.Scalar(LeastSpread)]), deviation, Onnx.Scalar(1f)]);
    }

    private string Replay(string scores, string spread)
    {
        string updates = Onnx.Node("Mul", [_replayPenalty, Onnx.Node("Neg", [spread])]);
        return Onnx.Node("ScatterElements", [scores, Songs, updates], ("axis", 1), ("reduction", "add"));
    }

    private string Allow(string scores)
    {
        string given = Onnx.Node("Cast", [Onnx.Node("ReduceMax", [IsId(_allowedIds)], ("axes", SongAxis), ("keepdims", 1))], ("to", (int)DataType.Bool));
        string allowed = ToIndices(_allowedIds);
        string open = Onnx.Node("Expand", [Onnx.Node("Cast", [Onnx.Scalar(0L)], ("to", (int)DataType.Bool)), Onnx.Node("Shape", [allowed])]);
        string shut = Onnx.Node("Expand", [given, Onnx.Node("Shape", [scores])]);
        return Onnx.Node("Where", [Onnx.Node("ScatterElements", [shut, allowed, open], ("axis", 1)), Onnx.Scalar(Excluded), scores]);
    }

    /// <summary>Takes from each score what the song's distance from the path costs.</summary>
    private string Fit(string scores, string spread)
    {
        (float Valence, float Arousal)[] sounds = [(float.NaN, float.NaN), .. _songs.Sounds];
        bool[] known = [.. sounds.Select(IsKnown)];
        (float Valence, float Arousal)[] points = [.. sounds.Select((s, i) => known[i] ? s : default)];
        string plane = Onnx.Constant([.. points.Select(p => p.Valence), .. points.Select(p => p.Arousal)], 2, points.Length);
        string norms = Onnx.Constant([.. points.Select(p => (p.Valence * p.Valence) + (p.Arousal * p.Arousal))], 1, points.Length);

        string start = Onnx.Node("Slice", [_moodPath, Onnx.Vector(0), Onnx.Vector(2), Onnx.Vector(1)]);
        string end = Onnx.Node("Slice", [_moodPath, Onnx.Vector(2), Onnx.Vector(4), Onnx.Vector(1)]);
        string way = Onnx.Node("Sub", [end, start]);
        string wayNorm = Dot(way, way);

        // With q the song's offset from the start, u the way and t in [0, 1] the share of it that comes closest:
        // |q - t u|^2 = |q|^2 - t (2 q.u - t |u|^2).
        string offsetNorm = Onnx.Node("Add", [norms, Onnx.Node("Sub", [
            Dot(start, start), Onnx.Node("MatMul", [Onnx.Node("Add", [start, start]), plane])])]);
        string along = Onnx.Node("Sub", [Onnx.Node("MatMul", [way, plane]), Dot(start, way)]);
        string share = Onnx.Node("Clip", [
            Onnx.Node("Div", [along, Onnx.Node("Add", [wayNorm, Onnx.Scalar(Tiny)])]), Onnx.Scalar(0f), Onnx.Scalar(1f)]);
        string saved = Onnx.Node("Mul", [share, Onnx.Node("Sub", [Onnx.Node("Add", [along, along]), Onnx.Node("Mul", [share, wayNorm])])]);
        string distance = Onnx.Node("Sub", [offsetNorm, saved]);

        string isKnown = Onnx.Constant([.. known.Select(k => k ? 1f : 0f)], 1, known.Length);
        string average = Onnx.Node("Div", [
            Onnx.Node("ReduceSum", [Onnx.Node("Mul", [distance, isKnown]), Onnx.Vector(1)], ("keepdims", 1)), Onnx.Scalar((float)known.Count(k => k))]);
        string completed = Onnx.Node("Where", [Onnx.Node("Cast", [isKnown], ("to", (int)DataType.Bool)), distance, average]);
        return Onnx.Node("Sub", [scores, Onnx.Node("Mul", [DistanceCost(spread), completed])]);
    }

    private string DistanceCost(string spread) => Onnx.Node("Mul", [spread, _moodFit]);

    private string Dot(string one, string other) => Onnx.Node("ReduceSum", [Onnx.Node("Mul", [one, other]), Onnx.Vector(1)], ("keepdims", 1));

    private string CandidateFeatures(string top, string taste, string spread)
    {
        float[] table = [.. Enumerable.Range(0, _songs.Ids.Length).SelectMany(i => (float[])
            [_songs.Artists[i + 1], _songs.Genres[i + 1], _songs.Sounds[i].Valence, _songs.Sounds[i].Arousal, _songs.Tempos[i]])];
        string known = Onnx.Node("Gather", [Onnx.Constant(table, _songs.Ids.Length, 5), top]);
        string scores = Onnx.Node("GatherElements", [taste, Onnx.Node("Add", [top, Onnx.Scalar(1L)])], ("axis", 1));
        string features = Onnx.Node("Concat", [Onnx.Node("Unsqueeze", [scores, Onnx.Vector(2)]), known], ("axis", 2));
        string cost = _moodFit.Length > 0 ? DistanceCost(spread) : Onnx.Node("Neg", [spread]);
        string knownSongs = Onnx.Node("ReduceSum", [Known, Onnx.Vector(1)], ("keepdims", 1));
        return Onnx.Node("Concat", [Onnx.Node("Reshape", [features, Onnx.Vector(0, -1)]), cost, knownSongs], ("axis", 1));
    }
}
