namespace MlNetMoodRec.Recommendation;

/// <summary>What songs lose for having been heard before (<see cref="SeenSongs.Replay"/>).</summary>
internal static class ReplayDecay
{
    /// <summary>What a song heard this moment loses, in standard deviations of the catalogue's scores.</summary>
    private const float Full = 4;

    /// <summary>What half-lives that are not above 0 count as: songs of the same time yesterday come back at half. Arbitrary.</summary>
    private const float DefaultHalfLifeHours = 24;

    /// <summary>The penalty of each play; 0 for all plays of a song but the latest, so that they can be added up.</summary>
    /// <param name="songs">The songs, oldest first.</param>
    /// <param name="hoursAgo">How long ago each was heard; negative where unknown.</param>
    /// <param name="halfLifeHours">After how many hours half of the penalty is left.</param>
    public static float[] Penalties(string[] songs, float[] hoursAgo, float halfLifeHours)
    {
        float halfLife = halfLifeHours > 0 ? halfLifeHours : DefaultHalfLifeHours;
        var penalties = new float[hoursAgo.Length];
        var latest = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < hoursAgo.Length; i++)
        {
            float hours = hoursAgo[i] >= 0 ? hoursAgo[i] : hoursAgo.Length - i;
            penalties[i] = Full * MathF.Pow(2, -hours / halfLife);
            if (latest.TryGetValue(songs[i], out int other))
            {
                penalties[penalties[i] >= penalties[other] ? other : i] = 0;
            }

            if (penalties[i] > 0)
            {
                latest[songs[i]] = i;
            }
        }

        return penalties;
    }
}
