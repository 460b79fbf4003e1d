using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation.Listeners;

namespace MlNetMoodRec.Simulation.Policies;

/// <summary>A listener who is about to choose a song, as a service sees them.</summary>
public sealed class PolicyRequest
{
    internal PolicyRequest(Listener state, ListenerContext context, IReadOnlyList<Interaction> recent, DateTime time, ulong seed)
    {
        State = state;
        Context = context;
        Recent = recent;
        Time = time;
        Seed = seed;
    }

    /// <summary>
    /// What a recommender is given. Its text is the check-in just written, or else the listener's last text. Its
    /// <see cref="ListenerContext.RecentValence"/> is empty: reading <see cref="Recent"/>'s texts is up to the policy.
    /// </summary>
    public ListenerContext Context { get; }

    /// <summary>The interactions behind the context, oldest first, with their texts.</summary>
    public IReadOnlyList<Interaction> Recent { get; }

    /// <summary>The time of the request, in UTC.</summary>
    public DateTime Time { get; }

    /// <summary>Whether the request opens a session.</summary>
    public bool IsSessionStart => State.Step == 0;

    internal Listener State { get; }

    internal ulong Seed { get; }
}
