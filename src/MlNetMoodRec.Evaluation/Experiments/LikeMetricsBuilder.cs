namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Counts predicted and true likes.</summary>
internal static class LikeMetricsBuilder
{
    private const int Bins = 10;

    /// <summary>Metrics of probabilities against outcomes.</summary>
    public static LikeMetrics Build(IReadOnlyList<double> probabilities, IReadOnlyList<bool> liked)
    {
        int Count(bool predicted, bool actual) => probabilities.Zip(liked).Count(p => (p.First > 0.5) == predicted && p.Second == actual);
        CalibrationBin[] bins =
        [
            .. probabilities.Zip(liked)
                .GroupBy(p => Math.Min(Bins - 1, (int)(p.First * Bins)))
                .OrderBy(bin => bin.Key)
                .Select(bin => new CalibrationBin(bin.Count(), bin.Average(p => p.First), bin.Average(p => p.Second ? 1.0 : 0))),
        ];
        return new LikeMetrics
        {
            TruePositives = Count(true, true),
            FalsePositives = Count(true, false),
            TrueNegatives = Count(false, false),
            FalseNegatives = Count(false, true),
            Auc = Auc(probabilities, liked),
            Brier = probabilities.Zip(liked).Average(p => Math.Pow(p.First - (p.Second ? 1 : 0), 2)),
            CalibrationError = bins.Sum(b => b.Events * Math.Abs(b.Predicted - b.Observed)) / probabilities.Count,
            Calibration = bins,
        };
    }

    /// <summary>By the rank sum of Mann and Whitney, equal probabilities at the middle of their ranks; one half where an outcome is missing.</summary>
    private static double Auc(IReadOnlyList<double> probabilities, IReadOnlyList<bool> liked)
    {
        double rankSum = 0;
        double below = 0;
        long positives = 0;
        foreach (var ties in probabilities.Zip(liked).GroupBy(p => p.First).OrderBy(g => g.Key))
        {
            int size = ties.Count();
            int positive = ties.Count(p => p.Second);
            rankSum += positive * (below + ((size + 1) / 2.0));
            below += size;
            positives += positive;
        }

        long negatives = probabilities.Count - positives;
        return positives == 0 || negatives == 0 ? 0.5 : (rankSum - (positives * (positives + 1) / 2.0)) / positives / negatives;
    }
}
