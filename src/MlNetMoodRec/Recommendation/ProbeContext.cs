namespace MlNetMoodRec.Recommendation;

/// <summary>A request that uses all of a model, to warm or to check it.</summary>
internal static class ProbeContext
{
    public static ListenerContext Of(IEnumerable<string> recentSongIds) => new()
    {
        Text = "a long day at work and my head is full, now something warm and slow before I fall asleep",
        RecentSongIds = [.. recentSongIds],
    };
}
