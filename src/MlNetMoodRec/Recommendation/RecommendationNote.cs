namespace MlNetMoodRec.Recommendation;

/// <summary>The sentences of <see cref="SongRecommendations.Notes"/>. They hold nothing of the listener's words.</summary>
public static class RecommendationNote
{
    /// <summary>The list is empty.</summary>
    public const string NothingLeft = "No song is left: all are excluded or not in the list of allowed songs.";

    /// <summary>The list is shorter than asked for.</summary>
    public const string FewerLeft =
        "Fewer songs than asked for: the others are excluded, not allowed, of an artist who has had their share, or not in the catalogue.";

    /// <summary>There are recent songs, and the model knows none of them.</summary>
    public const string NoKnownRecentSong = "The model knows none of the recent songs.";

    /// <summary><see cref="ListenerContext.GivenEmotion"/> is none of <see cref="Mood.NamedMoods"/>.</summary>
    public const string UnknownEmotion = "The given emotion is not known and was not used.";

    /// <summary><see cref="ListenerContext.MoodDirection"/> is none of <see cref="MoodDirection"/>.</summary>
    public const string UnknownDirection = "The mood direction is not known: it was taken as to match.";

    /// <summary><see cref="ListenerContext.SeenSongs"/> is none of <see cref="SeenSongs"/>.</summary>
    public const string UnknownSeenSongs = "What to do with the songs heard before is not known: they were allowed.";

    /// <summary>A fit to the mood was asked for, and no song has a valence and an energy.</summary>
    public const string NoSongMoods = "The catalogue does not tell how songs sound (valence and energy): their fit to the mood was not used.";
}
