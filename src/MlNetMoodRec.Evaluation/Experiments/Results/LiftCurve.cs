namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The lift over the strength of mood, on platforms of a size of their own.</summary>
/// <param name="Log">What each of the platforms holds, as the first one does.</param>
/// <param name="Seeds">How many platforms per point.</param>
/// <param name="Points">By rising mood strength.</param>
public sealed record LiftCurve(LogSummary Log, int Seeds, IReadOnlyList<LiftPoint> Points);
