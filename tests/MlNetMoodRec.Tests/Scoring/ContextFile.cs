using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Scoring;

/// <summary>Writes listeners to files as a user of batch scoring has them.</summary>
internal static class ContextFile
{
    private static readonly TableWriter<ListenerContext> Writer = new(
        ColumnWriter<ListenerContext>.Text("user_id", row => row.UserId),
        ColumnWriter<ListenerContext>.Text("text", row => row.Text),
        ColumnWriter<ListenerContext>.Number("text_hours_ago", row => row.TextHoursAgo),
        ColumnWriter<ListenerContext>.Texts("recent_song_ids", row => row.RecentSongIds),
        ColumnWriter<ListenerContext>.Numbers("recent_feedback", row => row.RecentFeedback),
        ColumnWriter<ListenerContext>.Numbers("recent_valence", row => row.RecentValence),
        ColumnWriter<ListenerContext>.Numbers("recent_hours_ago", row => row.RecentHoursAgo),
        ColumnWriter<ListenerContext>.Texts("excluded_song_ids", row => row.ExcludedSongIds),
        ColumnWriter<ListenerContext>.Texts("allowed_song_ids", row => row.AllowedSongIds),
        ColumnWriter<ListenerContext>.OptionalNumber("given_valence", row => Given(row.GivenValence)),
        ColumnWriter<ListenerContext>.OptionalNumber("given_arousal", row => Given(row.GivenArousal)),
        ColumnWriter<ListenerContext>.Text("given_emotion", row => row.GivenEmotion),
        ColumnWriter<ListenerContext>.Text("mood_direction", row => row.MoodDirection),
        ColumnWriter<ListenerContext>.Number("mood_weight", row => row.MoodWeight),
        ColumnWriter<ListenerContext>.Text("seen_songs", row => row.SeenSongs),
        ColumnWriter<ListenerContext>.Number("replay_half_life_hours", row => row.ReplayHalfLifeHours),
        ColumnWriter<ListenerContext>.Number("diversity", row => row.Diversity),
        ColumnWriter<ListenerContext>.Whole("max_per_artist", row => row.MaxPerArtist),
        ColumnWriter<ListenerContext>.Number("like_weight", row => row.LikeWeight),
        ColumnWriter<ListenerContext>.Whole("top_n", row => row.TopN));

    public static string Write(string path, IEnumerable<ListenerContext> rows)
    {
        Writer.Write(path, rows, null, CancellationToken.None);
        return path;
    }

    /// <summary>Also a row that ends early, one with a list that holds no numbers, and a good one; to CSV.</summary>
    public static string WriteWithBadRows(string path, IEnumerable<ListenerContext> rows)
    {
        File.AppendAllText(Write(path, rows), "u1,text,0,s1,much\nu2,,,s1,not a number,,,,,,,,,,,,,,,\nu3,,,s2,,,,,,,,,,,,,,,,4\n");
        return path;
    }

    private static float? Given(float value) => float.IsNaN(value) ? null : value;
}
