namespace MlNetMoodRec.Evaluation;

/// <summary>The metrics of a set of rows, each a mean over listeners with its standard error.</summary>
public sealed record RankingMetrics
{
    /// <summary>How many rows.</summary>
    public required int Rows { get; init; }

    /// <summary>How many listeners they belong to.</summary>
    public required int Users { get; init; }

    /// <summary>HR@k.</summary>
    public required MetricEstimate HitRate { get; init; }

    /// <summary>NDCG@k.</summary>
    public required MetricEstimate Ndcg { get; init; }

    /// <summary>MRR@k.</summary>
    public required MetricEstimate Mrr { get; init; }

    /// <summary>HR@k as a mean over rows, in which listeners with many rows weigh more.</summary>
    public required double HitRateOverRows { get; init; }

    /// <summary>NDCG@k as a mean over rows.</summary>
    public required double NdcgOverRows { get; init; }

    /// <summary>MRR@k as a mean over rows.</summary>
    public required double MrrOverRows { get; init; }

    internal static RankingMetrics Of(IReadOnlyList<UserMetrics> users)
    {
        int rows = users.Sum(u => u.Rows);
        return new RankingMetrics
        {
            Rows = rows,
            Users = users.Count,
            HitRate = MetricEstimate.Of([.. users.Select(u => u.HitRate)]),
            Ndcg = MetricEstimate.Of([.. users.Select(u => u.Ndcg)]),
            Mrr = MetricEstimate.Of([.. users.Select(u => u.Mrr)]),
            HitRateOverRows = users.Sum(u => u.HitRate * u.Rows) / rows,
            NdcgOverRows = users.Sum(u => u.Ndcg * u.Rows) / rows,
            MrrOverRows = users.Sum(u => u.Mrr * u.Rows) / rows,
        };
    }
}
