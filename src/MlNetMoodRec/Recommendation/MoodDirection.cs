namespace MlNetMoodRec.Recommendation;

/// <summary>Where the music shall take the listener's mood, for <see cref="ListenerContext.MoodDirection"/>.</summary>
public static class MoodDirection
{
    /// <summary>Stay: every place of the list aims at the mood as it is.</summary>
    public const string Match = "match";

    /// <summary>Three quarters of the way from the mood's valence to 1; the arousal stays. 3/4: arbitrary.</summary>
    public const string Lift = "lift";

    /// <summary>Three quarters of the way from the mood's arousal to -1; a valence below 0 is raised to 0, any other stays. 3/4: arbitrary.</summary>
    public const string Calm = "calm";
}
