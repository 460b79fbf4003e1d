using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Matrix factorisation for implicit feedback by alternating least squares: minimises
/// <c>sum_observed w (x·y - 1)² + a sum_all (x·y)² + sum_rows r (n + a N) |x|²</c>, n being the row's weight, N the
/// number of rows of the other side (Rendle et al. 2021, "Revisiting the performance of iALS", equations 4 to 6 with
/// full frequency scaling; Hu et al. 2008). Rows are solved independently of each other, so the result does not depend
/// on the number of threads.
/// </summary>
internal sealed class ImplicitAls(int factors, float unobservedWeight, float regularization, int threads)
{
    /// <summary>Observations whose factors are laid side by side at a time.</summary>
    private const int BlockRows = 64;

    /// <summary>Vector registers that one pass over the rows fills.</summary>
    private const int RegisterBlock = 4;

    /// <summary>Factor rows are padded with zeros to whole blocks of registers.</summary>
    private readonly int _stride = (factors + (RegisterBlock * Vector<float>.Count) - 1) / (RegisterBlock * Vector<float>.Count) * (RegisterBlock * Vector<float>.Count);

    private float UnobservedWeight => unobservedWeight;

    /// <summary>Observations in compressed rows: those of row i are at RowStarts[i] to RowStarts[i + 1].</summary>
    public sealed record Observations(int[] RowStarts, int[] Columns, float[] Weights, int ColumnCount)
    {
        public int RowCount => RowStarts.Length - 1;

        public Observations Transpose()
        {
            var starts = new int[ColumnCount + 1];
            foreach (int column in Columns)
            {
                starts[column + 1]++;
            }

            for (int i = 0; i < ColumnCount; i++)
            {
                starts[i + 1] += starts[i];
            }

            int[] next = starts[..^1];
            var rows = new int[Columns.Length];
            var weights = new float[Columns.Length];
            for (int row = 0; row < RowCount; row++)
            {
                for (int o = RowStarts[row]; o < RowStarts[row + 1]; o++)
                {
                    int at = next[Columns[o]]++;
                    rows[at] = row;
                    weights[at] = Weights[o];
                }
            }

            return new Observations(starts, rows, weights, RowCount);
        }
    }

    /// <summary>What a training ends with.</summary>
    /// <param name="Users">Factors of the listeners (the rows), [users, factors], solved for the songs' of the iteration before; 0 without observations.</param>
    /// <param name="Songs">Factors of the songs (the columns), [songs, factors], solved for those of the listeners.</param>
    public sealed record FactorTables(float[] Users, float[] Songs);

    /// <summary>Trains from random factors of the songs.</summary>
    public FactorTables Train(Observations users, int iterations, int seed, Action<int>? iterationDone, CancellationToken cancellation)
    {
        Observations songs = users.Transpose();
        var userFactors = new float[users.RowCount * _stride];
        var songFactors = new float[songs.RowCount * _stride];
        var random = new Random(seed);
        float scale = 0.1f / MathF.Sqrt(factors);
        for (int row = 0; row < songs.RowCount; row++)
        {
            for (int f = 0; f < factors; f++)
            {
                // The sum of twelve uniform numbers, less six, is close to a normal one.
                float normal = -6;
                for (int i = 0; i < 12; i++)
                {
                    normal += random.NextSingle();
                }

                songFactors[(row * _stride) + f] = normal * scale;
            }
        }

        for (int iteration = 0; iteration < iterations; iteration++)
        {
            Solve(users, userFactors, songFactors, cancellation);
            Solve(songs, songFactors, userFactors, cancellation);
            iterationDone?.Invoke(iteration + 1);
        }

        return new FactorTables(WithoutPadding(userFactors), WithoutPadding(songFactors));
    }

    /// <summary>The Gram matrix of factors, [factors, factors], times the weight of what was not observed.</summary>
    public float[] WeightedGram(float[] rows)
    {
        var gram = new double[factors * factors];
        for (int row = 0; row < rows.Length; row += factors)
        {
            for (int i = 0; i < factors; i++)
            {
                for (int j = 0; j < factors; j++)
                {
                    gram[(i * factors) + j] += (double)rows[row + i] * rows[row + j];
                }
            }
        }

        return [.. gram.Select(g => (float)(unobservedWeight * g))];
    }

    /// <summary>
    /// Solves for rows that come after training, as <see cref="Train"/> does for its own. One for each thread.
    /// </summary>
    /// <param name="songFactors">The factors of the songs, [songs, factors].</param>
    public FoldIn StartFoldIn(float[] songFactors)
    {
        var padded = new float[songFactors.Length / factors * _stride];
        for (int row = 0; row < songFactors.Length / factors; row++)
        {
            songFactors.AsSpan(row * factors, factors).CopyTo(padded.AsSpan(row * _stride));
        }

        return new FoldIn(this, padded, Gram(padded));
    }

    /// <summary>The factors of rows that come after training.</summary>
    public sealed class FoldIn
    {
        private readonly ImplicitAls _als;
        private readonly float[] _songs;
        private readonly float[] _gram;
        private readonly Workspace _workspace;
        private readonly float[] _solved;

        internal FoldIn(ImplicitAls als, float[] songs, float[] gram)
        {
            (_als, _songs, _gram, _workspace) = (als, songs, gram, new Workspace(als._stride));
            _solved = new float[als._stride];
        }

        /// <summary>One for another thread, over the same songs.</summary>
        public FoldIn Another() => new(_als, _songs, _gram);

        /// <summary>Writes the factors of a row of observations.</summary>
        public void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, Span<float> factors)
        {
            int songs = _songs.Length / _als._stride;
            _als.SolveRow(_solved, _gram, _songs, columns, weights, _als.UnobservedWeight * songs, _workspace);
            _solved.AsSpan(0, factors.Length).CopyTo(factors);
        }
    }

    private void Solve(Observations observations, float[] solved, float[] other, CancellationToken cancellation)
    {
        float[] gram = Gram(other);
        float everywhere = unobservedWeight * observations.ColumnCount;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(
            0,
            observations.RowCount,
            options,
            () => new Workspace(_stride),
            (row, _, workspace) =>
            {
                int start = observations.RowStarts[row];
                int count = observations.RowStarts[row + 1] - start;
                Span<float> x = solved.AsSpan(row * _stride, _stride);
                SolveRow(x, gram, other, observations.Columns.AsSpan(start, count), observations.Weights.AsSpan(start, count), everywhere, workspace);
                return workspace;
            },
            _ => { });
    }

    private void SolveRow(
        Span<float> x,
        float[] gram,
        float[] other,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<float> weights,
        float everywhere,
        Workspace workspace)
    {
        x.Clear();
        if (columns.IsEmpty)
        {
            return;
        }

        float[] matrix = workspace.Matrix;
        gram.CopyTo(matrix, 0);
        for (int start = 0; start < columns.Length; start += BlockRows)
        {
            int count = Math.Min(BlockRows, columns.Length - start);
            for (int o = 0; o < count; o++)
            {
                Span<float> row = workspace.Rows.AsSpan(o * _stride, _stride);
                Span<float> weighted = workspace.Weighted.AsSpan(o * _stride, _stride);
                other.AsSpan(columns[start + o] * _stride, _stride).CopyTo(row);
                TensorPrimitives.Multiply(row, weights[start + o], weighted);
                TensorPrimitives.Add(x, weighted, x);
            }

            AddProducts(matrix, workspace.Weighted, workspace.Rows, count);
        }

        float ridge = regularization * (everywhere + TensorPrimitives.Sum(weights));
        for (int f = 0; f < _stride; f++)
        {
            // The padding has factors of zero: any positive diagonal keeps them there.
            matrix[(f * _stride) + f] += f < factors ? ridge : 1;
        }

        Cholesky(matrix);
        Substitute(matrix, x);
    }

    private float[] WithoutPadding(float[] rows)
    {
        var result = new float[rows.Length / _stride * factors];
        for (int row = 0; row < rows.Length / _stride; row++)
        {
            rows.AsSpan(row * _stride, factors).CopyTo(result.AsSpan(row * factors));
        }

        return result;
    }

    private float[] Gram(float[] rows)
    {
        var gram = new float[_stride * _stride];
        var weighted = new float[BlockRows * _stride];
        for (int start = 0; start < rows.Length; start += weighted.Length)
        {
            ReadOnlySpan<float> block = rows.AsSpan(start, Math.Min(weighted.Length, rows.Length - start));
            TensorPrimitives.Multiply(block, unobservedWeight, weighted);
            AddProducts(gram, weighted, block, block.Length / _stride);
        }

        return gram;
    }

    /// <summary>Adds LᵀR to the upper triangle (and to what shares its blocks); L and R have <paramref name="count"/> rows.</summary>
    private void AddProducts(Span<float> matrix, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int count)
    {
        for (int i = 0; i < _stride; i++)
        {
            AddCombination(matrix.Slice(i * _stride, _stride), left, right, count, i, sign: 1);
        }
    }

    /// <summary>Replaces the upper triangle by U with A = UᵀU, row by row.</summary>
    private void Cholesky(Span<float> matrix)
    {
        for (int i = 0; i < _stride; i++)
        {
            Span<float> row = matrix.Slice(i * _stride, _stride);
            AddCombination(row, matrix, matrix, i, i, sign: -1);
            TensorPrimitives.Divide(row[i..], MathF.Sqrt(row[i]), row[i..]);
        }
    }

    /// <summary>
    /// Adds a combination of rows, with the factors in column <paramref name="i"/> of another matrix, to a row from
    /// about its column i on. Four registers of the row are held while all rows pass: this is where the time goes.
    /// </summary>
    private void AddCombination(Span<float> target, ReadOnlySpan<float> factorRows, ReadOnlySpan<float> rows, int count, int i, float sign)
    {
        int width = Vector<float>.Count;
        ref float factor = ref MemoryMarshal.GetReference(factorRows);
        ref float row = ref MemoryMarshal.GetReference(rows);
        ref float sum = ref MemoryMarshal.GetReference(target);
        for (int j = i / (RegisterBlock * width) * (RegisterBlock * width); j < _stride; j += RegisterBlock * width)
        {
            Vector<float> sum0 = Vector.LoadUnsafe(ref sum, (nuint)j);
            Vector<float> sum1 = Vector.LoadUnsafe(ref sum, (nuint)(j + width));
            Vector<float> sum2 = Vector.LoadUnsafe(ref sum, (nuint)(j + (2 * width)));
            Vector<float> sum3 = Vector.LoadUnsafe(ref sum, (nuint)(j + (3 * width)));
            for (int k = 0; k < count; k++)
            {
                var f = new Vector<float>(sign * Unsafe.Add(ref factor, (k * _stride) + i));
                nuint at = (nuint)((k * _stride) + j);
                sum0 = Vector.FusedMultiplyAdd(f, Vector.LoadUnsafe(ref row, at), sum0);
                sum1 = Vector.FusedMultiplyAdd(f, Vector.LoadUnsafe(ref row, at + (nuint)width), sum1);
                sum2 = Vector.FusedMultiplyAdd(f, Vector.LoadUnsafe(ref row, at + (nuint)(2 * width)), sum2);
                sum3 = Vector.FusedMultiplyAdd(f, Vector.LoadUnsafe(ref row, at + (nuint)(3 * width)), sum3);
            }

            sum0.StoreUnsafe(ref sum, (nuint)j);
            sum1.StoreUnsafe(ref sum, (nuint)(j + width));
            sum2.StoreUnsafe(ref sum, (nuint)(j + (2 * width)));
            sum3.StoreUnsafe(ref sum, (nuint)(j + (3 * width)));
        }
    }

    /// <summary>Solves UᵀU x = b in place.</summary>
    private void Substitute(ReadOnlySpan<float> upper, Span<float> x)
    {
        for (int i = 0; i < _stride; i++)
        {
            ReadOnlySpan<float> row = upper.Slice(i * _stride, _stride);
            x[i] /= row[i];
            TensorPrimitives.MultiplyAdd(row[(i + 1)..], -x[i], x[(i + 1)..], x[(i + 1)..]);
        }

        for (int i = _stride - 1; i >= 0; i--)
        {
            ReadOnlySpan<float> row = upper.Slice(i * _stride, _stride);
            x[i] = (x[i] - TensorPrimitives.Dot(row[(i + 1)..], x[(i + 1)..])) / row[i];
        }
    }

    private sealed class Workspace(int stride)
    {
        public float[] Matrix { get; } = new float[stride * stride];

        public float[] Rows { get; } = new float[BlockRows * stride];

        public float[] Weighted { get; } = new float[BlockRows * stride];
    }
}
