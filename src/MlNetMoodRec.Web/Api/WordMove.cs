namespace MlNetMoodRec.Web.Api;

/// <summary>What a word of the text did to the mood that was read: the mood of the text less the mood of the text without the word.</summary>
/// <param name="Word">The word, with the punctuation that hangs on it.</param>
/// <param name="Valence">How far it moved the valence, from -2 to 2.</param>
/// <param name="Arousal">How far it moved the arousal, from -2 to 2.</param>
public sealed record WordMove(string Word, float Valence, float Arousal);
