namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The experiment on one simulated platform: the seed makes the platform, the models and the held-out sessions.</summary>
public sealed record SeedResult
{
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>What the simulated log holds.</summary>
    public required LogSummary Log { get; init; }

    /// <summary>The methods in the order of the report: recommenders, then the logging policy, then the oracle.</summary>
    public required IReadOnlyList<MethodResult> Methods { get; init; }

    /// <summary>How well the encoder reads the true mood: all texts first, then by kind of text.</summary>
    public required IReadOnlyList<MoodReadingRow> MoodReading { get; init; }

    /// <summary>The whole run of this seed on the clock, less what was done before a resume.</summary>
    public required double Seconds { get; init; }
}
