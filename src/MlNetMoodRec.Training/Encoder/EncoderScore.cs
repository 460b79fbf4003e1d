namespace MlNetMoodRec.Training.Encoder;

/// <summary>What an encoder reaches in one test.</summary>
/// <param name="Test">The data set, its part and what is measured.</param>
/// <param name="Texts">The number of texts.</param>
/// <param name="Value">The measured value, from 0 (or -1 for a correlation) to 1.</param>
/// <param name="Lexicon">What the VADER lexicon reaches, where it applies.</param>
/// <param name="Floor">What the shipped encoder is to reach, where the project demands something; its model card says where it does not.</param>
public sealed record EncoderScore(string Test, int Texts, double Value, double? Lexicon, double? Floor);
