using MlNetMoodRec.Simulation.Listeners;

namespace MlNetMoodRec.Simulation.Policies;

/// <summary>Knows the listener's true state and recommends the songs with the greatest true chance of a positive response: the ceiling of satisfaction.</summary>
public sealed class OraclePolicy : ISongPolicy
{
    private readonly SimulatedPlatform _platform;

    /// <summary>Creates the oracle of a platform.</summary>
    public OraclePolicy(SimulatedPlatform platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        _platform = platform;
    }

    /// <inheritdoc />
    public string Name => "oracle";

    /// <inheritdoc />
    public IReadOnlyList<IReadOnlyList<string>> Recommend(IReadOnlyList<PolicyRequest> requests, int count)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return [.. requests.Select(request => Best(request.State, count))];
    }

    private string[] Best(Listener state, int count)
    {
        var model = _platform.Model;
        var best = new PriorityQueue<int, (double Logit, int Song)>();
        for (var song = 0; song < model.Space.Count; song++)
        {
            // Of equal songs the first is kept: the queue gives up the smallest, so later songs count as smaller.
            var priority = (model.Dynamics.Logit(state, song), -song);
            if (best.Count < count)
            {
                best.Enqueue(song, priority);
            }
            else
            {
                best.EnqueueDequeue(song, priority);
            }
        }

        var ids = new string[best.Count];
        for (var place = ids.Length - 1; place >= 0; place--)
        {
            ids[place] = model.Space.Songs[best.Dequeue()].Id;
        }

        return ids;
    }
}
