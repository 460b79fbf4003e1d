namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What one method reached.</summary>
public sealed record BenchmarkRow
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Whether the figures were published by others rather than measured here.</summary>
    public bool IsPublished { get; init; }

    /// <summary>The seeds (or splits) that the figures are means of.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>One for each metric of the table; null where it is not known.</summary>
    public required IReadOnlyList<BenchmarkValue?> Values { get; init; }

    /// <summary>The method less the table's reference, on the same rows, one for each metric; empty for the reference itself.</summary>
    public IReadOnlyList<BenchmarkValue> Differences { get; init; } = [];

    /// <summary>Two-sided bootstrap p-values of 'no difference', one for each metric.</summary>
    public IReadOnlyList<double> DifferenceP { get; init; } = [];

    /// <summary>The figures of each seed or split, in the order of the metrics; empty where there is one.</summary>
    public IReadOnlyList<IReadOnlyList<double>> SeedValues { get; init; } = [];
}
