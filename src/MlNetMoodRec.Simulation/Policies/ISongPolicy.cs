namespace MlNetMoodRec.Simulation.Policies;

/// <summary>Recommends songs to the listeners of a simulated platform: a recommender under test, the logging policy, the oracle.</summary>
public interface ISongPolicy
{
    /// <summary>The name shown in results.</summary>
    string Name { get; }

    /// <summary>
    /// Recommends songs for a batch of independent requests. Each answer holds 1 to <paramref name="count"/> different
    /// song ids of the catalogue, best first.
    /// </summary>
    IReadOnlyList<IReadOnlyList<string>> Recommend(IReadOnlyList<PolicyRequest> requests, int count);
}
