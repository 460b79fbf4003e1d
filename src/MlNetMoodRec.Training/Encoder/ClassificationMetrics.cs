namespace MlNetMoodRec.Training.Encoder;

/// <summary>Measures of agreement between what an encoder says and the labels of a test.</summary>
internal static class ClassificationMetrics
{
    /// <summary>The share of texts whose label was found.</summary>
    public static double Accuracy(IReadOnlyList<int> predicted, IReadOnlyList<int> actual) =>
        predicted.Zip(actual, (p, a) => p == a ? 1.0 : 0).Average();

    /// <summary>The mean over labels of F1; 0 for a label that is neither predicted nor there.</summary>
    public static double MacroF1(IReadOnlyList<int> predicted, IReadOnlyList<int> actual, int labels) =>
        Enumerable.Range(0, labels).Average(label => F1([.. predicted.Select(p => p == label)], [.. actual.Select(a => a == label)]));

    /// <summary>2 x true positives / (2 x true positives + false positives + false negatives); 0 when nothing is positive.</summary>
    public static double F1(IReadOnlyList<bool> predicted, IReadOnlyList<bool> actual)
    {
        int both = predicted.Zip(actual).Count(pair => pair.First && pair.Second);
        int sum = predicted.Count(p => p) + actual.Count(a => a);
        return sum == 0 ? 0 : 2.0 * both / sum;
    }

    /// <summary>The score from which on texts are best called positive, by F1: half way between two neighbouring scores.</summary>
    public static float BestThreshold(IReadOnlyList<float> scores, IReadOnlyList<bool> actual)
    {
        int[] order = [.. Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i])];
        int positives = actual.Count(a => a);
        int found = 0;
        (double F1, float Threshold) best = (-1, 0);
        for (int i = 0; i < order.Length; i++)
        {
            found += actual[order[i]] ? 1 : 0;
            float next = i + 1 < order.Length ? scores[order[i + 1]] : scores[order[i]] - 1;
            double f1 = 2.0 * found / (i + 1 + positives);
            if (next < scores[order[i]] && f1 > best.F1)
            {
                best = (f1, (scores[order[i]] + next) / 2);
            }
        }

        return best.Threshold;
    }

    /// <summary>Pearson's correlation; 0 when one side is constant.</summary>
    public static double Pearson(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double meanX = x.Average();
        double meanY = y.Average();
        double covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        double variances = x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY));
        return variances == 0 ? 0 : covariance / Math.Sqrt(variances);
    }
}
