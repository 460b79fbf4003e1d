namespace MlNetMoodRec.Scoring;

/// <summary>What was written.</summary>
public sealed record ScoringSummary
{
    /// <summary>The file of recommendations.</summary>
    public required string Output { get; init; }

    /// <summary>How many rows it has.</summary>
    public required long Scored { get; init; }

    /// <summary>How many rows could not be understood.</summary>
    public required long Rejected { get; init; }

    /// <summary>The file of their numbers and reasons; null where there is none.</summary>
    public string? Rejects { get; init; }

    /// <summary>How many rows of the input an earlier run had done.</summary>
    public long Resumed { get; init; }

    /// <summary>How long this run took.</summary>
    public double Seconds { get; init; }

    /// <summary>How many of these went by until the model was loaded; 0 when parts were joined.</summary>
    public double LoadingSeconds { get; init; }
}
