namespace MlNetMoodRec.Recommendation;

/// <summary>Why a song was recommended.</summary>
/// <param name="SongId">The recommended song.</param>
/// <param name="RecentSongs">The recent songs that speak for it, at most three, the strongest first; empty where none does.</param>
public sealed record SongReason(string SongId, IReadOnlyList<RecentSongInfluence> RecentSongs);
