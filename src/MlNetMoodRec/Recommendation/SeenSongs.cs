namespace MlNetMoodRec.Recommendation;

/// <summary>What becomes of the songs of <see cref="ListenerContext.RecentSongIds"/>, for <see cref="ListenerContext.SeenSongs"/>.</summary>
public static class SeenSongs
{
    /// <summary>They may be recommended like any other song.</summary>
    public const string Allow = "allow";

    /// <summary>They must not be recommended.</summary>
    public const string Exclude = "exclude";

    /// <summary>
    /// They may be recommended, but count less the more recently they were heard: a song heard this moment loses four
    /// standard deviations of the catalogue's scores, one heard <see cref="ListenerContext.ReplayHalfLifeHours"/> ago
    /// two, one heard twice as long ago one. Of several plays the latest counts. Where the hours are not known, a
    /// song counts as heard one hour ago for each song from it to now. Four, and the hour: arbitrary.
    /// </summary>
    public const string Replay = "replay";
}
