namespace MlNetMoodRec.Evaluation;

/// <summary>The metrics of the rows that share a property.</summary>
/// <param name="Name">The property, as "with a mood text".</param>
/// <param name="Metrics">The metrics of these rows.</param>
public sealed record EvaluationSlice(string Name, RankingMetrics Metrics);
