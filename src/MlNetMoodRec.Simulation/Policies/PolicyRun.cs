namespace MlNetMoodRec.Simulation.Policies;

/// <summary>The result of running a policy on held-out sessions.</summary>
public sealed class PolicyRun
{
    internal PolicyRun(string policy, PolicyRunOptions options, IReadOnlyList<PolicyResponse> responses)
    {
        Policy = policy;
        Options = options;
        Responses = responses;
        Listeners =
        [
            .. responses.GroupBy(r => r.UserId, StringComparer.Ordinal).Select(g => new ListenerOutcome(
                g.Key, options.SessionsPerListener, g.Count(), g.Count(r => r.IsPositive), g.Sum(r => r.PlayedShare))),
        ];
    }

    /// <summary>The policy's name.</summary>
    public string Policy { get; }

    /// <summary>The sessions it was run on.</summary>
    public PolicyRunOptions Options { get; }

    /// <summary>Every song that was taken, ordered by listener, session and step.</summary>
    public IReadOnlyList<PolicyResponse> Responses { get; }

    /// <summary>The results by listener, in the same order for every policy.</summary>
    public IReadOnlyList<ListenerOutcome> Listeners { get; }

    /// <summary>Satisfaction: the share of positive responses among all songs taken, in [0, 1].</summary>
    public double Satisfaction => (double)Responses.Count(r => r.IsPositive) / Responses.Count;

    /// <summary>Engagement: the mean songs' worth of listening in a session. Sessions last longer when songs please.</summary>
    public double Engagement => Responses.Sum(r => r.PlayedShare) / (Listeners.Count * (double)Options.SessionsPerListener);

    /// <summary>The mean number of songs in a session.</summary>
    public double SongsPerSession => Responses.Count / (Listeners.Count * (double)Options.SessionsPerListener);
}
