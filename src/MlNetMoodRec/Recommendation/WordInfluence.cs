namespace MlNetMoodRec.Recommendation;

/// <summary>What one word of a text did to the mood that was read: the reading of the text less the reading without the word.</summary>
/// <param name="Word">The word, as it stands between white space.</param>
/// <param name="Valence">How far it moved the valence, in [-2, 2]; positive for up.</param>
/// <param name="Arousal">How far it moved the arousal, in [-2, 2]; positive for up.</param>
public sealed record WordInfluence(string Word, float Valence, float Arousal);
