using System.Text.Json.Nodes;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What a method took, with the options that it ran with.</summary>
public sealed record BenchmarkCost
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The options that the test figures were reached with.</summary>
    public required JsonObject Options { get; init; }

    /// <summary>The options that were tried on the validation part and what they reached there; empty where nothing was searched.</summary>
    public IReadOnlyList<BenchmarkTrial> Trials { get; init; } = [];

    /// <summary>Minutes of one training: the mean over seeds.</summary>
    public required double FitMinutes { get; init; }

    /// <summary>Minutes of ranking all test rows: the mean over seeds.</summary>
    public required double EvaluateMinutes { get; init; }

    /// <summary>The largest resident memory of the process while the method ran, the data and the program included.</summary>
    public required double PeakMemoryGb { get; init; }

    /// <summary>How many different songs were among the recommended first k; the mean over seeds.</summary>
    public required double SongsRecommended { get; init; }
}
