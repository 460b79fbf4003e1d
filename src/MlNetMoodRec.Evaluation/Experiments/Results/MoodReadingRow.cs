namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>How well the mood that the encoder reads goes with the true one.</summary>
/// <param name="Texts">Which texts: "all", or a kind.</param>
/// <param name="Count">How many.</param>
/// <param name="ValenceCorrelation">Pearson's r of valence.</param>
/// <param name="ArousalCorrelation">Pearson's r of arousal.</param>
public sealed record MoodReadingRow(string Texts, int Count, double ValenceCorrelation, double ArousalCorrelation);
