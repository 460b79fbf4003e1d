namespace MlNetMoodRec.Recommendation;

/// <summary>
/// A row of training and test data: the context just before an interaction, and the interaction itself as the label.
/// The mood text is what the listener wrote before the event, never the event's own review.
/// </summary>
public sealed class ListenerEvent : ListenerContext
{
    /// <summary>The label: the song that was played.</summary>
    public string SongId { get; set; } = "";

    /// <summary>The label's feedback, in [0, 1].</summary>
    public float Feedback { get; set; } = 1;

    /// <summary>When the event happened, in UTC.</summary>
    public DateTime Time { get; set; }

    /// <summary>Whether the event opens a session: it is the listener's first, or follows a pause.</summary>
    public bool IsSessionStart { get; set; }
}
