using System.Text.Json.Nodes;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A finished method and seed, as it is kept: the ranks tell every metric.</summary>
internal sealed record MethodRun
{
    public required string Method { get; init; }

    public required int Seed { get; init; }

    public required JsonObject Options { get; init; }

    /// <summary>The rank of each test row's target among all songs; null where the model does not know it.</summary>
    public required IReadOnlyList<double?> Ranks { get; init; }

    /// <summary>The rank among the given candidates; empty where the data gives none.</summary>
    public required IReadOnlyList<double?> CandidateRanks { get; init; }

    /// <summary>The same for the parts of the histories that the data asks for.</summary>
    public IReadOnlyList<HistoryRanks> ShorterHistories { get; init; } = [];

    public required double FitSeconds { get; init; }

    public required double EvaluateSeconds { get; init; }

    public required long PeakMemoryBytes { get; init; }

    public required int SongsRecommended { get; init; }

    public required int Songs { get; init; }

    public IReadOnlyList<BenchmarkTrial> Trials { get; init; } = [];
}
