namespace MlNetMoodRec.Web.Api;

/// <summary>Songs for a listener, and what they rest on.</summary>
public sealed record RecommendAnswer
{
    /// <summary>The songs, best first; fewer than were asked for when no more are left.</summary>
    public required IReadOnlyList<RecommendedSong> Songs { get; init; }

    /// <summary>What the list rests on: "history+mood", "history", "mood" or "popularity".</summary>
    public required string Basis { get; init; }

    /// <summary>Sentences on what the listener should know, such as why the list is short; often none.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The mood that was read from the text; null without a text, and for a model that reads none.</summary>
    public required MoodAnswer? Mood { get; init; }

    /// <summary>The listener's mood as it was taken, given or read, where the list begins; 0 and 0 where nothing is known of it.</summary>
    public required PlanePoint Start { get; init; }

    /// <summary>Where the direction leads: what the last song of the list aims at.</summary>
    public required PlanePoint Target { get; init; }

    /// <summary>The recent, excluded and allowed songs that are not in the model's catalogue.</summary>
    public required IReadOnlyList<string> UnknownSongIds { get; init; }

    /// <summary>The list without the text, where it or the reasons were asked for and a text was read; otherwise null.</summary>
    public required RecommendedList? WithoutText { get; init; }

    /// <summary>What each of the text's first 100 words did to the mood that was read, where the reasons were asked for; otherwise null.</summary>
    public required IReadOnlyList<WordMove>? Words { get; init; }
}
