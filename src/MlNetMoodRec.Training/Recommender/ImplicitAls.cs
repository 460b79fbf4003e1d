using System.Numerics;
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
    /// <summary>Factor rows are padded with zeros to whole vector registers.</summary>
    private readonly int _stride = (factors + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

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

    /// <summary>Trains, and returns the factors of the songs (the columns), [songs, factors].</summary>
    public float[] Train(Observations users, int iterations, int seed, Action<int>? iterationDone, CancellationToken cancellation)
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

        var result = new float[songs.RowCount * factors];
        for (int row = 0; row < songs.RowCount; row++)
        {
            songFactors.AsSpan(row * _stride, factors).CopyTo(result.AsSpan(row * factors));
        }

        return result;
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

    private void Solve(Observations observations, float[] solved, float[] other, CancellationToken cancellation)
    {
        float[] gram = Gram(other);
        float everywhere = unobservedWeight * observations.ColumnCount;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(
            0,
            observations.RowCount,
            options,
            () => new float[_stride * _stride],
            (row, _, matrix) =>
            {
                int start = observations.RowStarts[row];
                int count = observations.RowStarts[row + 1] - start;
                Span<float> x = solved.AsSpan(row * _stride, _stride);
                SolveRow(x, gram, other, observations.Columns.AsSpan(start, count), observations.Weights.AsSpan(start, count), everywhere, matrix);
                return matrix;
            },
            _ => { });
    }

    private void SolveRow(Span<float> x, float[] gram, float[] other, ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, float everywhere, float[] matrix)
    {
        x.Clear();
        if (columns.IsEmpty)
        {
            return;
        }

        gram.CopyTo(matrix, 0);
        float total = everywhere;
        Span<float> scaled = stackalloc float[_stride];
        for (int o = 0; o < columns.Length; o++)
        {
            ReadOnlySpan<float> y = other.AsSpan(columns[o] * _stride, _stride);
            total += weights[o];
            Scale(y, weights[o], scaled);
            for (int f = 0; f < _stride; f++)
            {
                x[f] += scaled[f];
            }

            AddUpper(matrix, scaled, y);
        }

        for (int f = 0; f < _stride; f++)
        {
            // The padding has factors of zero: any positive diagonal keeps them there.
            matrix[(f * _stride) + f] += f < factors ? regularization * total : 1;
        }

        Cholesky(matrix);
        Substitute(matrix, x);
    }

    private float[] Gram(float[] rows)
    {
        var gram = new float[_stride * _stride];
        Span<float> scaled = stackalloc float[_stride];
        for (int row = 0; row < rows.Length; row += _stride)
        {
            Scale(rows.AsSpan(row, _stride), unobservedWeight, scaled);
            AddUpper(gram, scaled, rows.AsSpan(row, _stride));
        }

        return gram;
    }

    private static void Scale(ReadOnlySpan<float> values, float factor, Span<float> result)
    {
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = values[i] * factor;
        }
    }

    /// <summary>Adds the outer product of two rows to the upper triangle (and to what shares its vector registers).</summary>
    private static void AddUpper(Span<float> matrix, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ReadOnlySpan<Vector<float>> columns = MemoryMarshal.Cast<float, Vector<float>>(right);
        Span<Vector<float>> cells = MemoryMarshal.Cast<float, Vector<float>>(matrix);
        for (int i = 0; i < left.Length; i++)
        {
            var factor = new Vector<float>(left[i]);
            Span<Vector<float>> row = cells.Slice(i * columns.Length, columns.Length);
            for (int j = i / Vector<float>.Count; j < columns.Length; j++)
            {
                row[j] += factor * columns[j];
            }
        }
    }

    /// <summary>Replaces the upper triangle by U with A = UᵀU.</summary>
    private void Cholesky(Span<float> matrix)
    {
        int width = _stride / Vector<float>.Count;
        Span<Vector<float>> cells = MemoryMarshal.Cast<float, Vector<float>>(matrix);
        for (int pivot = 0; pivot < _stride; pivot++)
        {
            Span<Vector<float>> pivotRow = cells.Slice(pivot * width, width);
            var inverse = new Vector<float>(1 / MathF.Sqrt(matrix[(pivot * _stride) + pivot]));
            for (int j = pivot / Vector<float>.Count; j < width; j++)
            {
                pivotRow[j] *= inverse;
            }

            for (int i = pivot + 1; i < _stride; i++)
            {
                var factor = new Vector<float>(matrix[(pivot * _stride) + i]);
                Span<Vector<float>> row = cells.Slice(i * width, width);
                for (int j = i / Vector<float>.Count; j < row.Length; j++)
                {
                    row[j] -= factor * pivotRow[j];
                }
            }
        }
    }

    /// <summary>Solves UᵀU x = b in place.</summary>
    private void Substitute(ReadOnlySpan<float> upper, Span<float> x)
    {
        for (int i = 0; i < _stride; i++)
        {
            ReadOnlySpan<float> row = upper.Slice(i * _stride, _stride);
            x[i] /= row[i];
            for (int j = i + 1; j < _stride; j++)
            {
                x[j] -= row[j] * x[i];
            }
        }

        for (int i = _stride - 1; i >= 0; i--)
        {
            ReadOnlySpan<float> row = upper.Slice(i * _stride, _stride);
            float sum = x[i];
            for (int j = i + 1; j < _stride; j++)
            {
                sum -= row[j] * x[j];
            }

            x[i] = sum / row[i];
        }
    }
}
