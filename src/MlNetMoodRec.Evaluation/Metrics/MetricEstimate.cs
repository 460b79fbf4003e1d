using System.Globalization;

namespace MlNetMoodRec.Evaluation;

/// <summary>A metric over listeners.</summary>
/// <param name="Mean">The mean over listeners of each listener's mean.</param>
/// <param name="StandardError">Its standard error, with listeners as the independent units; null for fewer than two.</param>
public sealed record MetricEstimate(double Mean, double? StandardError)
{
    /// <summary>As "0.1234 ± 0.0056".</summary>
    public override string ToString() => StandardError is double error
        ? string.Create(CultureInfo.InvariantCulture, $"{Mean:0.0000} ± {error:0.0000}")
        : Mean.ToString("0.0000", CultureInfo.InvariantCulture);

    internal static MetricEstimate Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        double? error = values.Count < 2
            ? null
            : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count);
        return new MetricEstimate(mean, error);
    }
}
