using System.Globalization;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>How the report writes numbers: the same in every culture, and never a token such as NaN.</summary>
internal static class Numbers
{
    private const string Undefined = "not defined";
    private const double Kilo = 1000;

    public static string Count(double value) => Write(value, "#,0");

    /// <summary>A metric in [0, 1], to four places.</summary>
    public static string Metric(double value) => Write(value, "0.0000");

    public static string Metric(MetricEstimate? estimate) => Estimate(estimate, Metric);

    public static string Signed(double value, string format = "0.0000") => Write(value, $"+{format};-{format};{format}");

    /// <summary>A share, in per cent.</summary>
    public static string Percent(double share) => double.IsFinite(share) ? $"{Write(100 * share, "0.0")} %" : Undefined;

    public static string SignedPercent(double share) => double.IsFinite(share) ? $"{Signed(100 * share, "0.0")} %" : Undefined;

    public static string Percent(MetricEstimate? share) => share is null ? ""
        : share.StandardError is double error ? $"{Write(100 * share.Mean, "0.0")} ± {Write(100 * error, "0.0")} %"
        : Percent(share.Mean);

    public static string Fixed(double value, int places) => Write(value, "0." + new string('0', places));

    public static string Fixed(MetricEstimate? estimate, int places) => Estimate(estimate, v => Fixed(v, places));

    /// <summary>No probability is zero.</summary>
    public static string P(double value) => !double.IsFinite(value) ? Undefined : value < 0.0001 ? "< 0.0001" : Write(value, "0.0000");

    /// <summary>A difference with its 95 % interval, as "+0.0030 [+0.0010, +0.0050]".</summary>
    public static string Difference(PairedDifference difference) =>
        $"{Signed(difference.Mean)} [{Signed(difference.Low)}, {Signed(difference.High)}]";

    public static string Seconds(double seconds) => !double.IsFinite(seconds) ? Undefined
        : seconds < 10 ? $"{Write(seconds, "0.00")} s"
        : seconds < 120 ? $"{Write(seconds, "0.0")} s"
        : $"{Write(Math.Floor(seconds / 60), "#,0")} min {Write(Math.Floor(seconds % 60), "0")} s";

    public static string Milliseconds(double ms) => double.IsFinite(ms) ? $"{Write(ms, "0.00")} ms" : Undefined;

    public static string Bytes(double bytes) => !double.IsFinite(bytes) ? Undefined
        : bytes < Kilo * Kilo ? $"{Write(bytes / Kilo, "0.0")} kB"
        : bytes < Kilo * Kilo * Kilo ? $"{Write(bytes / (Kilo * Kilo), "0.0")} MB"
        : $"{Write(bytes / (Kilo * Kilo * Kilo), "0.00")} GB";

    private static string Estimate(MetricEstimate? estimate, Func<double, string> write) => estimate is null ? ""
        : estimate.StandardError is double error ? $"{write(estimate.Mean)} ± {write(error)}"
        : write(estimate.Mean);

    private static string Write(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : Undefined;
}
