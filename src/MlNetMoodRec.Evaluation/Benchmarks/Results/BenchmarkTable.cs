namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Methods that were measured by one protocol.</summary>
public sealed record BenchmarkTable
{
    /// <summary>What was measured, as "all 3,646 artists ranked".</summary>
    public required string Title { get; init; }

    /// <summary>How, in one line.</summary>
    public required string Protocol { get; init; }

    /// <summary>The names of the metrics, as "HR@10".</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The method that the others are compared with; empty for none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The metrics whose differences to the reference the Markdown shows; empty for the first alone.</summary>
    public IReadOnlyList<string> Compared { get; init; } = [];

    /// <summary>The methods.</summary>
    public required IReadOnlyList<BenchmarkRow> Rows { get; init; }

    /// <summary>What a reader has to know besides.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
