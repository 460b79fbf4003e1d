namespace MlNetMoodRec.Training.Encoder;

/// <summary>A measured share, in [0, 1], and its 95 % interval.</summary>
/// <param name="Value">The share.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct MeasuredShare(double Value, double Low, double High);
