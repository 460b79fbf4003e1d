namespace MlNetMoodRec.Evaluation;

/// <summary>Where the target song of one row was ranked.</summary>
public sealed record RankedRow
{
    /// <summary>The listener's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The target's rank from 1, the middle rank among equal scores; null where it was not ranked at all.</summary>
    public required double? Rank { get; init; }

    /// <summary>Whether the model knows the target song. One that it does not know counts as a miss.</summary>
    public bool IsTargetKnown { get; init; } = true;

    /// <summary>Whether the target is among the row's recent songs: the listener plays it again.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>Whether the row has a mood text.</summary>
    public bool HasText { get; init; }

    /// <summary>Whether the row opens a session.</summary>
    public bool IsSessionStart { get; init; }
}
