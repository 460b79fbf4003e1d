using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation;

/// <summary>Turns ranks into a result: one value per listener, their means, and the breakdowns.</summary>
internal static class EvaluationResultBuilder
{
    /// <summary>The slice in which a text is worth most: nothing has been heard yet.</summary>
    public const string SessionStartWithText = "session start with text";

    private static readonly (string Name, Func<RankedRow, bool> Contains)[] Slices =
    [
        ("with a mood text", r => r.HasText),
        ("without a mood text", r => !r.HasText),
        ("session start", r => r.IsSessionStart),
        ("within a session", r => !r.IsSessionStart),
        (SessionStartWithText, r => r.IsSessionStart && r.HasText),
    ];

    public static EvaluationResult Build(string method, Protocol protocol, IReadOnlyList<RankedRow> rows, IReadOnlySet<string> recommended)
    {
        protocol.Validate();
        if (rows.Count == 0)
        {
            throw new MoodRecException("There are no rows to evaluate. Give test rows with a target song each, or a split that leaves some for testing.");
        }

        UserMetrics[] users = PerUser(rows, protocol.K);
        return new EvaluationResult
        {
            Method = method,
            Protocol = protocol with { Rows = rows.Count, Users = users.Length },
            Overall = RankingMetrics.Of(users),
            Slices = [.. Slices.Select(s => (s.Name, Rows: rows.Where(s.Contains).ToArray()))
                .Where(s => s.Rows.Length > 0)
                .Select(s => new EvaluationSlice(s.Name, RankingMetrics.Of(PerUser(s.Rows, protocol.K))))],
            UnknownTargets = protocol.Songs > 0 ? rows.Count(r => !r.IsTargetKnown) : null,
            RepeatedTargets = rows.Count(r => r.IsRepeat),
            SongsRecommended = recommended.Count,
            CatalogueCoverage = protocol.Songs > 0 ? (double)recommended.Count / protocol.Songs : null,
            Users = users,
            Rows = rows,
        };
    }

    private static UserMetrics[] PerUser(IReadOnlyList<RankedRow> rows, int k) =>
    [
        .. rows.GroupBy(r => r.UserId, StringComparer.Ordinal).Select(user => new UserMetrics
        {
            UserId = user.Key,
            Rows = user.Count(),
            HitRate = user.Average(r => r.Rank is double rank ? RankMetrics.HitRate(rank, k) : 0),
            Ndcg = user.Average(r => r.Rank is double rank ? RankMetrics.Ndcg(rank, k) : 0),
            Mrr = user.Average(r => r.Rank is double rank ? RankMetrics.ReciprocalRank(rank, k) : 0),
        }),
    ];
}
