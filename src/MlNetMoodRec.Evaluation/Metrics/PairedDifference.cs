using System.Globalization;

namespace MlNetMoodRec.Evaluation;

/// <summary>The difference between two methods on the same rows, listener by listener.</summary>
public sealed record PairedDifference
{
    /// <summary>The metric that was compared.</summary>
    public required RankingMetric Metric { get; init; }

    /// <summary>The method whose gain it is.</summary>
    public required string Method { get; init; }

    /// <summary>The method that it is compared with.</summary>
    public required string Baseline { get; init; }

    /// <summary>How many listeners were paired.</summary>
    public required int Users { get; init; }

    /// <summary>The mean over listeners of (method - baseline).</summary>
    public required double Mean { get; init; }

    /// <summary>Lower end of the 95 % percentile bootstrap interval over listeners, and over data sets where there are several.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of it.</summary>
    public required double High { get; init; }

    /// <summary>Two-sided bootstrap p-value of 'no difference'.</summary>
    public required double BootstrapP { get; init; }

    /// <summary>Two-sided p-value of the paired t-test.</summary>
    public required double TTestP { get; init; }

    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Method} - {Baseline}: {Metric} {Mean:+0.0000;-0.0000;0.0000} [{Low:+0.0000;-0.0000;0.0000}, {High:+0.0000;-0.0000;0.0000}], "
        + $"p {P(BootstrapP)} (bootstrap), {P(TTestP)} (paired t), {Users:N0} users");

    /// <summary>No probability is zero.</summary>
    private static string P(double value) => value < 0.0001 ? "< 0.0001" : value.ToString("0.0000", CultureInfo.InvariantCulture);
}
