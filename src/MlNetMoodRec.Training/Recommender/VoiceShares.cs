namespace MlNetMoodRec.Training.Recommender;

/// <summary>What a <see cref="MemoryVoice"/> says of each song of a sequence, going by the songs before it; 0 where it says nothing.</summary>
/// <param name="Shares">[sequence, <see cref="MemoryVoice.Sources"/>]: the song's share of all that each source names.</param>
/// <param name="Evidence">The same shape: how much the source goes by, as a log.</param>
internal sealed record VoiceShares(float[] Shares, float[] Evidence);
