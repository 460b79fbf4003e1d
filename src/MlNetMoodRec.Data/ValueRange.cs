using System.Globalization;

namespace MlNetMoodRec.Data;

/// <summary>The range of a column that is scaled to [0, 1]: <paramref name="Min"/> becomes 0 and <paramref name="Max"/> becomes 1.</summary>
/// <param name="Min">The value that becomes 0.</param>
/// <param name="Max">The value that becomes 1; a range of one point maps it to 1.</param>
public readonly record struct ValueRange(double Min, double Max)
{
    /// <summary>0 to 1: values stay as they are.</summary>
    public static ValueRange Unit { get; } = new(0, 1);

    internal bool IsValid => double.IsFinite(Min) && double.IsFinite(Max) && Min <= Max;

    internal bool Contains(double value) => value >= Min && value <= Max;

    internal float Scale(double value) => Max > Min ? (float)((value - Min) / (Max - Min)) : 1f;

    /// <summary>The range as <c>min..max</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Min}..{Max}");
}
