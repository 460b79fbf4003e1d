namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Turns ranks into a table: means over rows, intervals with listeners (or sessions) as the independent units, and the paired
/// difference of each method to a reference. With several seeds each row counts by its mean over them.
/// </summary>
internal sealed class RankTable(IReadOnlyList<string> unitOfRow, IReadOnlyList<RankMetric> metrics)
{
    private readonly int[] _units = Number(unitOfRow);

    public IReadOnlyList<string> Metrics => [.. metrics.Select(m => m.Name)];

    /// <summary>A row for each method; <paramref name="ranks"/> are those of its seeds, and only rows that <paramref name="isUsed"/> count.</summary>
    public IReadOnlyList<BenchmarkRow> Rows(
        IReadOnlyList<(string Method, IReadOnlyList<IReadOnlyList<double?>> Ranks)> ranks, string reference, Func<int, bool>? isUsed = null)
    {
        isUsed ??= _ => true;
        int[] used = [.. Enumerable.Range(0, _units.Length).Where(isUsed)];
        var values = ranks.ToDictionary(r => r.Method, r => Means(r.Ranks, used));
        return [.. ranks.AsParallel().AsOrdered().Select(r => Row(r.Method, r.Ranks, values, reference, used))];
    }

    /// <summary>One metric on several parts of the rows, a column for each part that has rows.</summary>
    public static BenchmarkTable OfParts(
        string title,
        string protocol,
        RankMetric metric,
        IReadOnlyList<string> unitOfRow,
        IReadOnlyList<(string Method, IReadOnlyList<IReadOnlyList<double?>> Ranks)> ranks,
        string reference,
        IReadOnlyList<(string Name, Func<int, bool> IsUsed)> parts)
    {
        (string Name, Func<int, bool> IsUsed, int Rows)[] used =
            [.. parts.Select(p => (p.Name, p.IsUsed, Enumerable.Range(0, unitOfRow.Count).Count(p.IsUsed))).Where(p => p.Item3 > 1)];
        return OfColumns(
            title, protocol, unitOfRow, reference, [.. used.Select(p => new RankColumn($"{p.Name} ({p.Rows:N0} rows)", metric, ranks) { IsUsed = p.IsUsed })]);
    }

    /// <summary>Columns that differ in the metric, in how the rows were ranked, or in which rows count.</summary>
    public static BenchmarkTable OfColumns(
        string title, string protocol, IReadOnlyList<string> unitOfRow, string reference, IReadOnlyList<RankColumn> columns)
    {
        IReadOnlyList<BenchmarkRow>[] rows = [.. columns.Select(c => new RankTable(unitOfRow, [c.Metric]).Rows(c.Ranks, reference, c.IsUsed))];
        return new BenchmarkTable
        {
            Title = title,
            Protocol = protocol,
            Metrics = [.. columns.Select(c => c.Name)],
            Reference = reference,
            Rows =
            [
                .. rows[0].Select((first, method) => first with
                {
                    Values = [.. rows.Select(c => c[method].Values[0])],
                    Differences = [.. rows.SelectMany(c => c[method].Differences)],
                    DifferenceP = [.. rows.SelectMany(c => c[method].DifferenceP)],
                    SeedValues = [],
                }),
            ],
        };
    }

    private static int[] Number(IReadOnlyList<string> units)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. units.Select(unit => numbers.TryGetValue(unit, out int number) ? number : numbers[unit] = numbers.Count)];
    }

    /// <summary>For each metric, each used row's mean over the seeds.</summary>
    private double[][] Means(IReadOnlyList<IReadOnlyList<double?>> seeds, int[] used) =>
        [.. metrics.Select(metric => used.Select(row => seeds.Average(ranks => metric.OfRank(ranks[row]))).ToArray())];

    private BenchmarkRow Row(
        string method, IReadOnlyList<IReadOnlyList<double?>> seeds, Dictionary<string, double[][]> values, string reference, int[] used)
    {
        double[][] mine = values[method];
        bool isCompared = method != reference && values.ContainsKey(reference);
        (double Mean, double Low, double High, double P)[] differences = isCompared
            ? [.. mine.Zip(values[reference], (m, r) => Difference([.. m.Zip(r, (a, b) => a - b)], used))]
            : [];
        return new BenchmarkRow
        {
            Method = method,
            Seeds = seeds.Count,
            Values = [.. mine.Select(m => Estimate(m, used))],
            Differences = [.. differences.Select(d => new BenchmarkValue(d.Mean, d.Low, d.High))],
            DifferenceP = [.. differences.Select(d => d.P)],
            SeedValues = seeds.Count == 1 ? [] : [.. seeds.Select(ranks => metrics.Select(m => used.Average(row => m.OfRank(ranks[row]))).ToArray())],
        };
    }

    private (double Mean, double Low, double High, double P) Difference(double[] values, int[] used)
    {
        (double[] sums, double[] rows) = PerUnit(values, used);
        return PairedComparison.OverRows(sums, rows);
    }

    /// <summary>The mean over rows with its interval by linearisation: units differ in how many rows they have.</summary>
    private BenchmarkValue Estimate(double[] values, int[] used)
    {
        double mean = values.Average();
        (double[] sums, double[] rows) = PerUnit(values, used);
        if (sums.Length < 2)
        {
            return new BenchmarkValue(mean);
        }

        double squares = sums.Zip(rows, (sum, n) => Math.Pow(sum - (n * mean), 2)).Sum();
        double error = Math.Sqrt(squares * sums.Length / (sums.Length - 1)) / values.Length;
        return new BenchmarkValue(mean, Math.Max(0, mean - (1.96 * error)), Math.Min(1, mean + (1.96 * error)));
    }

    private (double[] Sums, double[] Rows) PerUnit(double[] values, int[] used)
    {
        int units = _units.Length == 0 ? 0 : _units.Max() + 1;
        var sums = new double[units];
        var rows = new double[units];
        for (int i = 0; i < used.Length; i++)
        {
            sums[_units[used[i]]] += values[i];
            rows[_units[used[i]]]++;
        }

        return ([.. sums.Where((_, unit) => rows[unit] > 0)], [.. rows.Where(n => n > 0)]);
    }
}
