namespace MlNetMoodRec.Data;

/// <summary>One event of a music service: who played what, when, how it went, and what they wrote.</summary>
public sealed record Interaction
{
    /// <summary>The listener's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The song's id.</summary>
    public required string SongId { get; init; }

    /// <summary>When it happened, in UTC. Data without times carries its order here instead (one second apart).</summary>
    public required DateTime Time { get; init; }

    /// <summary>How it went, in [0, 1]: a rating scaled to that range, the share played, or 1 for a like and 0 for a skip.</summary>
    public float Feedback { get; init; } = 1;

    /// <summary>What the listener wrote, or an empty text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether <see cref="Text"/> was written before the song was heard (a check-in) or after it (a review).</summary>
    public TextTime TextTime { get; init; } = TextTime.After;
}
