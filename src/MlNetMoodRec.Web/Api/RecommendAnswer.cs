namespace MlNetMoodRec.Web.Api;

/// <summary>Songs for a listener, and what they rest on.</summary>
public sealed record RecommendAnswer
{
    /// <summary>The songs, best first; fewer than were asked for when the catalogue has no more.</summary>
    public required IReadOnlyList<RecommendedSong> Songs { get; init; }

    /// <summary>What the list rests on: "history+mood", "history", "mood" or "popularity".</summary>
    public required string Basis { get; init; }

    /// <summary>The mood that was read from the text; null without a text, and for a model that reads none.</summary>
    public required MoodAnswer? Mood { get; init; }

    /// <summary>The recent and excluded songs that are not in the model's catalogue.</summary>
    public required IReadOnlyList<string> UnknownSongIds { get; init; }

    /// <summary>The list without the text, where it was asked for.</summary>
    public required RecommendedList? WithoutText { get; init; }
}
