namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What a simulated log holds.</summary>
/// <param name="Interactions">How many interactions.</param>
/// <param name="Listeners">By how many listeners.</param>
/// <param name="Songs">Of how many songs.</param>
/// <param name="TextShare">The share of interactions with a text.</param>
/// <param name="DistinctTextShare">The share of texts that are distinct.</param>
/// <param name="PositiveShare">The share of positive responses.</param>
public sealed record LogSummary(int Interactions, int Listeners, int Songs, double TextShare, double DistinctTextShare, double PositiveShare);
