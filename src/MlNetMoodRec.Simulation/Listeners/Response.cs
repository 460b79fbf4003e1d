namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>How a song went.</summary>
/// <param name="PositiveProbability">The true chance of a positive response.</param>
/// <param name="IsPositive">Whether the listener liked it.</param>
/// <param name="PlayedShare">How much of the song was played, in [0, 1].</param>
/// <param name="Feedback">What the log holds: the share played, or a rating where the listener gave one.</param>
/// <param name="Continues">Whether the session goes on.</param>
internal readonly record struct Response(double PositiveProbability, bool IsPositive, double PlayedShare, float Feedback, bool Continues);
