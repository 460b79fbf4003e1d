namespace MlNetMoodRec.Web.Api;

/// <summary>A list of songs to compare with.</summary>
/// <param name="Songs">The songs, best first.</param>
/// <param name="Basis">What the list rests on.</param>
public sealed record RecommendedList(IReadOnlyList<RecommendedSong> Songs, string Basis);
