namespace MlNetMoodRec.Evaluation;

/// <summary>One listener's metrics: the means over that listener's rows. What significance is tested on.</summary>
public sealed record UserMetrics
{
    /// <summary>The listener's id.</summary>
    public required string UserId { get; init; }

    /// <summary>How many rows the listener has.</summary>
    public required int Rows { get; init; }

    /// <summary>HR@k.</summary>
    public required double HitRate { get; init; }

    /// <summary>NDCG@k.</summary>
    public required double Ndcg { get; init; }

    /// <summary>MRR@k.</summary>
    public required double Mrr { get; init; }

    /// <summary>The value of one metric.</summary>
    public double this[RankingMetric metric] => metric switch
    {
        RankingMetric.HitRate => HitRate,
        RankingMetric.Ndcg => Ndcg,
        _ => Mrr,
    };
}
