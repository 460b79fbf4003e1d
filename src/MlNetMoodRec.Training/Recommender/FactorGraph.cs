using MlNetMoodRec.Training.Onnx;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// The ONNX graph of a matrix factorisation. It folds the listener in: solves the least-squares problem of their row,
/// <c>(a YᵀY + sum w y yᵀ + r (n + a N) I) x = sum w y</c>, by conjugate gradients, and scores <c>x·y</c>.
/// </summary>
internal static class FactorGraph
{
    /// <summary>Enough for scores within 1e-4 of an exact solution with 64 factors and a history of 150 songs; a test holds it to that.</summary>
    private const int Steps = 24;

    private static readonly long[] LastAxis = [2];
    private static readonly long[] Swapped = [0, 2, 1];
    private static readonly long[] Transposed = [1, 0];

    /// <param name="songs">The catalogue.</param>
    /// <param name="factors">Factors of the songs in catalogue order, [songs, factors].</param>
    /// <param name="weightedGram">a YᵀY, [factors, factors].</param>
    /// <param name="options">What the factors were trained with.</param>
    public static byte[] Write(SongIndex songs, float[] factors, float[] weightedGram, AlsOptions options)
    {
        int size = factors.Length / songs.Ids.Length;
        var graph = new RecommenderGraph(songs, readsMood: false);
        OnnxGraph onnx = graph.Onnx;
        string table = onnx.Constant(factors, songs.Ids.Length, size);
        string gram = onnx.Constant(weightedGram, size, size);

        // Unknown songs read the first row, with weight 0.
        string rows = onnx.Node("Max", [onnx.Node("Sub", [graph.Songs, onnx.Scalar(1L)]), onnx.Scalar(0L)]);
        string history = onnx.Node("Gather", [table, rows]);
        string weights = onnx.Node("Mul", [graph.Feedback, graph.Known]);
        string weightRow = onnx.Node("Unsqueeze", [weights, onnx.Vector(1)]);

        // Everything below is [batch, 1, factors] or [batch, 1, 1].
        string total = onnx.Node("ReduceSum", [weightRow, onnx.Vector(2)], ("keepdims", 1));
        string ridge = onnx.Node("Mul", [
            onnx.Node("Add", [total, onnx.Scalar(options.UnobservedWeight * songs.Ids.Length)]), onnx.Scalar(options.Regularization)]);
        string target = onnx.Node("MatMul", [weightRow, history]);
        string transposedHistory = onnx.Node("Transpose", [history], ("perm", Swapped));

        string listener = Solve(onnx, target, direction =>
        {
            string everywhere = onnx.Node("MatMul", [direction, gram]);
            string fits = onnx.Node("Mul", [onnx.Node("MatMul", [direction, transposedHistory]), weightRow]);
            string observed = onnx.Node("MatMul", [fits, history]);
            return onnx.Node("Add", [onnx.Node("Add", [everywhere, observed]), onnx.Node("Mul", [direction, ridge])]);
        });

        string query = onnx.Node("Squeeze", [listener, onnx.Vector(1)]);
        return graph.Finish(onnx.Node("MatMul", [query, onnx.Node("Transpose", [table], ("perm", Transposed))]));
    }

    /// <summary>Conjugate gradients from zero. The tiny addend keeps a row that is solved (or empty) at 0 / 0 = 0.</summary>
    private static string Solve(OnnxGraph onnx, string target, Func<string, string> multiply)
    {
        const float Tiny = 1e-30f;
        string solution = onnx.Node("Mul", [target, onnx.Scalar(0f)]);
        string residual = target;
        string direction = target;
        string norm = SquaredNorm(onnx, residual);
        for (int step = 0; step < Steps; step++)
        {
            string product = multiply(direction);
            string curvature = onnx.Node("ReduceSum", [onnx.Node("Mul", [direction, product]), onnx.Vector(LastAxis)], ("keepdims", 1));
            string length = onnx.Node("Div", [norm, onnx.Node("Add", [curvature, onnx.Scalar(Tiny)])]);
            solution = onnx.Node("Add", [solution, onnx.Node("Mul", [length, direction])]);
            residual = onnx.Node("Sub", [residual, onnx.Node("Mul", [length, product])]);
            string next = SquaredNorm(onnx, residual);
            string ratio = onnx.Node("Div", [next, onnx.Node("Add", [norm, onnx.Scalar(Tiny)])]);
            direction = onnx.Node("Add", [residual, onnx.Node("Mul", [ratio, direction])]);
            norm = next;
        }

        return solution;
    }

    private static string SquaredNorm(OnnxGraph onnx, string value) =>
        onnx.Node("ReduceSum", [onnx.Node("Mul", [value, value]), onnx.Vector(LastAxis)], ("keepdims", 1));
}
