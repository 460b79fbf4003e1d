using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Web.Api;

/// <summary>What is known of a listener when songs are asked for. Everything is optional.</summary>
public sealed record RecommendRequest
{
    /// <summary>How the listener feels, in their words. It is neither stored nor logged.</summary>
    public string Text { get; init; } = "";

    /// <summary>How many hours ago the text was written; 0 for just now.</summary>
    public float TextHoursAgo { get; init; }

    /// <summary>The songs heard before, oldest first. Ids that the model does not know count as unknown songs.</summary>
    public IReadOnlyList<string> RecentSongIds { get; init; } = [];

    /// <summary>How each recent song went, from 0 to 1; as many as recent songs, or none.</summary>
    public IReadOnlyList<float> RecentFeedback { get; init; } = [];

    /// <summary>The valence, from -1 to 1, of what the listener wrote at each recent song; as many as recent songs, or none.</summary>
    public IReadOnlyList<float> RecentValence { get; init; } = [];

    /// <summary>How many hours ago each recent song was played, 0 or more; as many as recent songs, or none.</summary>
    public IReadOnlyList<float> RecentHoursAgo { get; init; } = [];

    /// <summary>Songs that must not be recommended.</summary>
    public IReadOnlyList<string> ExcludedSongIds { get; init; } = [];

    /// <summary>Whether the recent songs may be recommended again.</summary>
    public bool AllowRecent { get; init; }

    /// <summary>
    /// How much the chance that the listener likes a song counts beside the chance that they would play it next: 0 not at
    /// all, 1 orders by the chance of both; at most 100.
    /// </summary>
    public float LikeWeight { get; init; }

    /// <summary>How many songs to recommend.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Whether to answer with the list that the same listener would get without the text, too.</summary>
    public bool CompareWithoutText { get; init; }

    /// <summary>Every field that is wrong, with what was expected; none of the listener's text.</summary>
    internal Dictionary<string, string[]> Errors(MoodRecWebOptions options)
    {
        var errors = new FieldErrors();
        errors.Text(nameof(Text), Text, options.MaxTextLength);
        errors.Ids(nameof(RecentSongIds), RecentSongIds, options.MaxHistory);
        errors.Ids(nameof(ExcludedSongIds), ExcludedSongIds, options.MaxExcluded);
        errors.PerSong(nameof(RecentFeedback), RecentFeedback, RecentSongIds.Count, 0, 1);
        errors.PerSong(nameof(RecentValence), RecentValence, RecentSongIds.Count, -1, 1);
        errors.PerSong(nameof(RecentHoursAgo), RecentHoursAgo, RecentSongIds.Count, 0, float.MaxValue);
        errors.Number(nameof(TextHoursAgo), TextHoursAgo, 0, float.MaxValue);
        errors.Number(nameof(LikeWeight), LikeWeight, 0, 100);
        errors.Number(nameof(Top), Top, 1, options.MaxTop);
        return errors.ByField;
    }

    /// <summary>The model's input.</summary>
    internal ListenerContext ToContext() => new()
    {
        Text = Text,
        TextHoursAgo = TextHoursAgo,
        RecentSongIds = [.. RecentSongIds],
        RecentFeedback = [.. RecentFeedback],
        RecentValence = [.. RecentValence],
        RecentHoursAgo = [.. RecentHoursAgo],
        ExcludedSongIds = AllowRecent ? [.. ExcludedSongIds] : [.. ExcludedSongIds, .. RecentSongIds],
        LikeWeight = LikeWeight,
        TopN = Top,
    };
}
