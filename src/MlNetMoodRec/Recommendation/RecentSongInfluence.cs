namespace MlNetMoodRec.Recommendation;

/// <summary>How much a recent song speaks for a recommended one.</summary>
/// <param name="SongId">The recent song.</param>
/// <param name="Influence">
/// How much lower the recommended song would score, against the average of the catalogue, had the recent song not been
/// heard; above 0, on the scale of the method's scores.
/// </param>
public sealed record RecentSongInfluence(string SongId, float Influence);
