using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Events of which a part of the history is not told; what is no candidate stays none.</summary>
internal static class PartialHistory
{
    /// <summary>The same events with the last songs of each history.</summary>
    public static IReadOnlyList<ListenerEvent> Last(IReadOnlyList<ListenerEvent> rows, int songs) =>
        [.. rows.Select(row => Of(row, place => place >= row.RecentSongIds.Length - songs))];

    /// <summary>The same event with some of the songs of its history, chosen by their places, and what is known of each.</summary>
    public static ListenerEvent Of(ListenerEvent row, Func<int, bool> isKept) => new()
    {
        UserId = row.UserId,
        Text = row.Text,
        TextHoursAgo = row.TextHoursAgo,
        GivenValence = row.GivenValence,
        GivenArousal = row.GivenArousal,
        GivenEmotion = row.GivenEmotion,
        MoodDirection = row.MoodDirection,
        MoodWeight = row.MoodWeight,
        RecentSongIds = Kept(row.RecentSongIds, isKept),
        RecentFeedback = Kept(row.RecentFeedback, isKept),
        RecentValence = Kept(row.RecentValence, isKept),
        RecentHoursAgo = Kept(row.RecentHoursAgo, isKept),
        SeenSongs = row.SeenSongs,
        ReplayHalfLifeHours = row.ReplayHalfLifeHours,
        ExcludedSongIds = row.ExcludedSongIds,
        AllowedSongIds = row.AllowedSongIds,
        Diversity = row.Diversity,
        MaxPerArtist = row.MaxPerArtist,
        LikeWeight = row.LikeWeight,
        TopN = row.TopN,
        SongId = row.SongId,
        Feedback = row.Feedback,
        Time = row.Time,
        IsSessionStart = row.IsSessionStart,
    };

    private static T[] Kept<T>(T[] values, Func<int, bool> isKept) => [.. (values ?? []).Where((_, place) => isKept(place))];
}
