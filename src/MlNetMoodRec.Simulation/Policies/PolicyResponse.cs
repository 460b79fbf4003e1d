namespace MlNetMoodRec.Simulation.Policies;

/// <summary>One song that a listener took from a policy's recommendations, and how it went.</summary>
/// <param name="UserId">The listener.</param>
/// <param name="Session">Which of the run's sessions of this listener, from 0.</param>
/// <param name="Step">The place in the session, from 0.</param>
/// <param name="SongId">The song that was taken.</param>
/// <param name="Rank">Its place in the recommendations, from 1.</param>
/// <param name="IsPositive">Whether the response was positive.</param>
/// <param name="PositiveProbability">The true chance of that.</param>
/// <param name="PlayedShare">How much of the song was played, in [0, 1].</param>
/// <param name="HasText">Whether the request had a text to read the mood from.</param>
public sealed record PolicyResponse(
    string UserId, int Session, int Step, string SongId, int Rank, bool IsPositive, double PositiveProbability, double PlayedShare, bool HasText);
