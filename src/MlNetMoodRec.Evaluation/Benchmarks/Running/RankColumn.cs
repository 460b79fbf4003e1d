namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A column of a table whose columns differ in more than the metric.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Ranks">The ranks of each method and seed; the same methods in every column of a table.</param>
internal sealed record RankColumn(string Name, RankMetric Metric, IReadOnlyList<(string Method, IReadOnlyList<IReadOnlyList<double?>> Ranks)> Ranks)
{
    /// <summary>The rows that count; null for all.</summary>
    public Func<int, bool>? IsUsed { get; init; }
}
