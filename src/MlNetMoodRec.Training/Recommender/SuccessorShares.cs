namespace MlNetMoodRec.Training.Recommender;

/// <summary>What the songs before each song of a sequence say of it, the latest first; 0 where there is none or it says nothing.</summary>
/// <param name="Shares">[sequence, <see cref="SongSuccessors.RecentSongs"/>]: the song's share of all that followed them.</param>
/// <param name="Evidence">The same shape: how much followed them at all, as a log.</param>
internal sealed record SuccessorShares(float[] Shares, float[] Evidence);
