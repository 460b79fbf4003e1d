using MlNetMoodRec.Training.Onnx;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>The ONNX graph of a content-based recommender: the profiles of <see cref="ContentProfile"/>, weighted and compared with every song.</summary>
internal static class ContentGraph
{
    private static readonly long[] Transposed = [1, 0];

    public static byte[] Write(SongIndex songs, SongContent content, ContentWeights weights, ContentBasedOptions options)
    {
        int columns = content.ColumnCount;
        var graph = new RecommenderGraph(songs, readsMood: false);
        OnnxGraph onnx = graph.Onnx;
        string table = onnx.Constant(content.ToTable(), content.Parts.Length, columns);
        string history = onnx.Node("Gather", [table, graph.Songs]);

        // How many songs came after each one; rows are padded on the right, where it would be negative.
        string width = onnx.Node("Gather", [onnx.Node("Shape", [graph.Songs]), onnx.Scalar(1L)]);
        string position = onnx.Node("Add", [onnx.Node("Range", [onnx.Scalar(0L), width, onnx.Scalar(1L)]), onnx.Scalar(1L)]);
        string later = onnx.Node("Max", [onnx.Node("Sub", [graph.Lengths, position]), onnx.Scalar(0L)]);
        string age = onnx.Node("Unsqueeze", [onnx.Node("Cast", [later], ("to", (int)DataType.Float)), onnx.Vector(1)]);

        // From here [batch, 2, ...]: the session's profile and the taste's.
        float[] decay = [.. new[] { options.SessionHalfLife, options.TasteHalfLife }.Select(h => (float)(-Math.Log(2) / h))];
        string recency = onnx.Node("Exp", [onnx.Node("Mul", [age, onnx.Constant(decay, 2, 1)])]);
        string liking = onnx.Node("Add", [
            onnx.Node("Mul", [graph.Feedback, onnx.Scalar((float)(1 - options.SkippedWeight))]), onnx.Scalar((float)options.SkippedWeight)]);
        string liked = onnx.Node("Unsqueeze", [onnx.Node("Mul", [liking, graph.Known]), onnx.Vector(1)]);
        string sums = onnx.Node("MatMul", [onnx.Node("Mul", [recency, liked]), history]);

        float[] prior = [.. content.Average.Select(a => (float)(options.PriorSongs * a))];
        string totals = onnx.Node("MatMul", [sums, onnx.Constant(Blocks(content), columns, content.AttributeCount)]);
        string all = onnx.Node("Gather", [
            onnx.Node("Add", [totals, onnx.Scalar((float)options.PriorSongs)]),
            onnx.Vector([.. content.Attributes.Select(a => (long)a)])], ("axis", 2));
        string average = onnx.Constant([.. content.Average.Select(a => (float)a)], columns);
        string expected = onnx.Node("Mul", [all, average]);
        string lifts = onnx.Node("Log", [onnx.Node("Div", [onnx.Node("Add", [sums, onnx.Constant(prior, columns)]), expected])]);

        float[] weighting = [.. content.Attributes.Select(a => (float)weights.Session[a]), .. content.Attributes.Select(a => (float)weights.Taste[a])];
        string weighted = onnx.Node("Mul", [lifts, onnx.Constant(weighting, 2, columns)]);
        string query = onnx.Node("ReduceSum", [weighted, onnx.Vector(1)], ("keepdims", 0));

        string candidates = onnx.Node("Slice", [table, onnx.Vector(1), onnx.Vector(content.Parts.Length), onnx.Vector(0)]);
        string fit = onnx.Node("MatMul", [query, onnx.Node("Transpose", [candidates], ("perm", Transposed))]);
        string popularity = onnx.Node("Mul", [graph.LogPopularity(), onnx.Scalar((float)weights.Popularity)]);
        return graph.Finish(onnx.Node("Add", [fit, popularity]));
    }

    /// <summary>1 where a column belongs to an attribute, [columns, attributes].</summary>
    private static float[] Blocks(SongContent content)
    {
        var blocks = new float[content.ColumnCount * content.AttributeCount];
        for (int column = 0; column < content.ColumnCount; column++)
        {
            blocks[(column * content.AttributeCount) + content.Attributes[column]] = 1;
        }

        return blocks;
    }
}
