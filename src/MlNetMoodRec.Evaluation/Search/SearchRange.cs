using System.Globalization;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>The values that a hyper-parameter is drawn from.</summary>
/// <param name="Low">The lowest; the only one if it equals <paramref name="High"/>.</param>
/// <param name="High">The highest.</param>
public sealed record SearchRange(double Low, double High)
{
    /// <summary>Digits that a drawn value is rounded to, so that it can be read and is the same on every machine.</summary>
    private const string ThreeDigits = "G3";

    /// <summary>Whether each factor is as likely as another, rather than each distance. Wants a <see cref="Low"/> above 0.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The distance between neighbouring values; 0 for any value.</summary>
    public double Step { get; init; }

    /// <summary>The value at <paramref name="share"/> of the range, in [0, 1).</summary>
    internal double At(double share)
    {
        double value = Logarithmic ? Low * Math.Pow(High / Low, share) : Low + ((High - Low) * share);
        double rounded = Step > 0
            ? Low + (Math.Round((value - Low) / Step) * Step)
            : double.Parse(value.ToString(ThreeDigits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Clamp(rounded, Low, Step > 0 ? Low + (Math.Floor((High - Low) / Step) * Step) : High);
    }

    /// <summary>What is wrong with the range, or null.</summary>
    internal string? Problem()
    {
        if (!double.IsFinite(Low) || !double.IsFinite(High) || Low > High)
        {
            return string.Create(CultureInfo.InvariantCulture, $"from {Low} to {High}, expected numbers in rising order");
        }

        if (Logarithmic && Low <= 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"logarithmic from {Low}, expected a start above 0");
        }

        return double.IsFinite(Step) && Step >= 0 ? null : string.Create(CultureInfo.InvariantCulture, $"in steps of {Step}, expected 0 or more");
    }
}
