namespace MlNetMoodRec.Scoring;

/// <summary>How far scoring has durably come: what the journal holds.</summary>
internal sealed record ScoringState
{
    public required ScoringIdentity Identity { get; init; }

    public required UserShard? Shard { get; init; }

    /// <summary>Rows of the input that were passed.</summary>
    public long RowsPassed { get; init; }

    /// <summary>Rows passed before the current segment: the texts of a segment are remembered together.</summary>
    public long SegmentStart { get; init; }

    public int Chunks { get; init; }

    public long Scored { get; init; }

    public long Rejected { get; init; }

    /// <summary>The length of the file of answers; what is beyond it was not finished.</summary>
    public long AnswerBytes { get; init; }

    /// <summary>The length of the file of rejects.</summary>
    public long RejectBytes { get; init; }

    /// <summary>Whether all rows are there, so that only the output must be put in place.</summary>
    public bool IsComplete { get; init; }
}
