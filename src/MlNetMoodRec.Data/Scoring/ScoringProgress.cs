namespace MlNetMoodRec.Scoring;

/// <summary>How far scoring, or merging, has come.</summary>
/// <param name="Rows">How many rows are done, those of earlier runs included.</param>
/// <param name="Share">How much of the input that is, in [0, 1].</param>
/// <param name="RowsPerSecond">Rows scored a second, in this run.</param>
/// <param name="Remaining">How long the rest will take.</param>
public sealed record ScoringProgress(long Rows, double Share, double RowsPerSecond, TimeSpan Remaining);
