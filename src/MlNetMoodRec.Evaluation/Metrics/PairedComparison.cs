using MathNet.Numerics.Distributions;

namespace MlNetMoodRec.Evaluation;

/// <summary>Tests whether two methods differ on the same rows. Listeners are the independent units.</summary>
public static class PairedComparison
{
    /// <summary>Compares <paramref name="method"/> with <paramref name="baseline"/>; both as measured, not deserialised.</summary>
    /// <exception cref="MoodRecException">The two were not measured by one protocol on the same rows.</exception>
    public static PairedDifference Compare(
        EvaluationResult method, EvaluationResult baseline, RankingMetric metric, int resamples = 10_000, int seed = 1) =>
        Compare([(method, baseline)], metric, resamples, seed);

    /// <summary>Compares two methods over several data sets, whose listeners are pooled: those of different data sets are independent.</summary>
    /// <param name="pairs">The method and the baseline on each data set.</param>
    /// <param name="metric">What is compared.</param>
    /// <param name="resamples">Samples of the bootstrap.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <exception cref="MoodRecException">The two of a pair were not measured by one protocol on the same rows.</exception>
    public static PairedDifference Compare(
        IReadOnlyList<(EvaluationResult Method, EvaluationResult Baseline)> pairs, RankingMetric metric, int resamples = 10_000, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentOutOfRangeException.ThrowIfZero(pairs.Count);
        (EvaluationResult method, EvaluationResult baseline) = pairs[0];
        double[][] sets = [.. pairs.Select(pair => Differences(pair.Method, pair.Baseline, metric).ToArray())];
        double[] differences = [.. sets.SelectMany(d => d)];
        double[] means = Bootstrap(sets, [.. sets.Select(s => s.Select(_ => 1.0).ToArray())], resamples, seed);
        return new PairedDifference
        {
            Metric = metric,
            Method = method.Method,
            Baseline = baseline.Method,
            Users = differences.Length,
            Mean = differences.Average(),
            Low = Quantile(means, 0.025),
            High = Quantile(means, 0.975),
            BootstrapP = BootstrapP(means),
            TTestP = TTestP(differences),
        };
    }

    /// <summary>
    /// The mean over rows of a difference and its interval, with units (listeners, sessions) drawn whole: rows of one unit are
    /// no independent ones.
    /// </summary>
    /// <param name="sums">The sum of the difference over each unit's rows.</param>
    /// <param name="rows">How many rows each unit has.</param>
    /// <param name="resamples">Samples of the bootstrap.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    internal static (double Mean, double Low, double High, double P) OverRows(
        IReadOnlyList<double> sums, IReadOnlyList<double> rows, int resamples = 10_000, int seed = 1)
    {
        double[] means = Bootstrap([[.. sums]], [[.. rows]], resamples, seed);
        return (sums.Sum() / rows.Sum(), Quantile(means, 0.025), Quantile(means, 0.975), BootstrapP(means));
    }

    /// <summary>One difference for each listener.</summary>
    private static IEnumerable<double> Differences(EvaluationResult method, EvaluationResult baseline, RankingMetric metric)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(baseline);
        CheckComparable(method, baseline);
        Dictionary<string, UserMetrics> ofBaseline = baseline.Users.ToDictionary(u => u.UserId, StringComparer.Ordinal);
        return method.Users.Select(u => u[metric] - ofBaseline[u.UserId][metric]);
    }

    /// <summary>
    /// Sorted means of samples drawn with replacement: of data sets, where there are several (each has a training of its
    /// own, whose luck its listeners share), and of the listeners of each. A mean is the drawn values' sum by their weights'.
    /// </summary>
    private static double[] Bootstrap(double[][] sets, double[][] weights, int resamples, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var random = new Random(seed);
        var means = new double[resamples];
        for (int r = 0; r < resamples; r++)
        {
            double sum = 0;
            double weight = 0;
            for (int s = 0; s < sets.Length; s++)
            {
                int set = sets.Length == 1 ? 0 : random.Next(sets.Length);
                double[] differences = sets[set];
                for (int i = 0; i < differences.Length; i++)
                {
                    int drawn = random.Next(differences.Length);
                    sum += differences[drawn];
                    weight += weights[set][drawn];
                }
            }

            means[r] = sum / weight;
        }

        Array.Sort(means);
        return means;
    }

    private static double Quantile(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Counts one more than was seen: a p-value from n samples cannot be below 1 / (n + 1).</summary>
    private static double BootstrapP(double[] means)
    {
        int notAbove = means.Count(m => m <= 0);
        int notBelow = means.Count(m => m >= 0);
        return Math.Min(1, 2.0 * (Math.Min(notAbove, notBelow) + 1) / (means.Length + 1));
    }

    private static double TTestP(double[] differences)
    {
        MetricEstimate estimate = MetricEstimate.Of(differences);
        if (estimate.StandardError is not > 0)
        {
            return estimate.Mean == 0 ? 1 : 0;
        }

        double t = Math.Abs(estimate.Mean / estimate.StandardError.Value);
        return 2 * StudentT.CDF(0, 1, differences.Length - 1, -t);
    }

    private static void CheckComparable(EvaluationResult method, EvaluationResult baseline)
    {
        Protocol a = method.Protocol;
        Protocol b = baseline.Protocol;
        if (a with { Seed = b.Seed, TrainedOn = b.TrainedOn } != b)
        {
            throw new MoodRecException($"The two results do not compare: '{method.Method}' was measured by [{a}], '{baseline.Method}' by [{b}].");
        }

        if (method.Users.Count != a.Users || baseline.Users.Count != b.Users
            || !method.Users.Select(u => u.UserId).ToHashSet(StringComparer.Ordinal).SetEquals(baseline.Users.Select(u => u.UserId)))
        {
            throw new MoodRecException("The two results do not hold the same listeners' values. Compare results as measured, not as read from a file.");
        }

        if (a.Users < 2)
        {
            throw new MoodRecException($"A paired comparison needs at least 2 users; there is {a.Users}.");
        }
    }
}
