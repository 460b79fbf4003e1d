namespace MlNetMoodRec.Simulation.Policies;

/// <summary>What a policy came to with one listener: the unit of paired tests between policies.</summary>
/// <param name="UserId">The listener.</param>
/// <param name="Sessions">The number of sessions.</param>
/// <param name="Songs">The number of songs taken.</param>
/// <param name="Positive">The number of positive responses.</param>
/// <param name="Listened">Songs' worth of listening: the sum of the shares played.</param>
public sealed record ListenerOutcome(string UserId, int Sessions, int Songs, int Positive, double Listened)
{
    /// <summary>Share of positive responses, in [0, 1].</summary>
    public double Satisfaction => (double)Positive / Songs;

    /// <summary>Songs' worth of listening in a session.</summary>
    public double Engagement => Listened / Sessions;
}
