namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A song that a participant heard, with the mood before and after it as they reported it, each number in [-1, 1].</summary>
internal sealed record SiTunesEvent
{
    /// <summary>The authors' limit between a change and none.</summary>
    private const double Threshold = 0.125;

    public required string Id { get; init; }

    public required string User { get; init; }

    public required string Song { get; init; }

    public required long Time { get; init; }

    /// <summary>1 to 5.</summary>
    public required float Rating { get; init; }

    public required float ValenceBefore { get; init; }

    public required float ArousalBefore { get; init; }

    public required float ValenceAfter { get; init; }

    /// <summary>How the valence changed: 0 dropped, 1 kept, 2 lifted.</summary>
    public int Change => ((double)ValenceAfter - ValenceBefore) switch { < -Threshold => 0, > Threshold => 2, _ => 1 };
}
