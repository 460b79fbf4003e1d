using MlNetMoodRec.Simulation.Policies;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Turns a run of a policy into its metrics.</summary>
internal static class PolicyMetricsBuilder
{
    private const int Stretches = 200;

    /// <param name="run">The run.</param>
    /// <param name="loggingEngagement">The engagement of the logging policy on the same sessions.</param>
    public static PolicyMetrics Build(PolicyRun run, double loggingEngagement) => new()
    {
        Sessions = run.Listeners.Sum(l => l.Sessions),
        Songs = run.Responses.Count,
        Satisfaction = MetricEstimate.Of([.. run.Listeners.Select(l => l.Satisfaction)]),
        Engagement = MetricEstimate.Of([.. run.Listeners.Select(l => l.Engagement)]),
        EngagementIncrease = (run.Engagement - loggingEngagement) / loggingEngagement,
        SongsPerSession = run.SongsPerSession,
        Curve = Curve(run.Responses),
    };

    private static SatisfactionPoint[] Curve(IReadOnlyList<PolicyResponse> responses)
    {
        int length = Math.Max(1, responses.Count / Stretches);
        int done = 0;
        int positive = 0;
        return
        [
            .. responses.Chunk(length).Select(stretch =>
            {
                int here = stretch.Count(r => r.IsPositive);
                done += stretch.Length;
                positive += here;
                return new SatisfactionPoint(done, (double)here / stretch.Length, (double)positive / done);
            }),
        ];
    }
}
