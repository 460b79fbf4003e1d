namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>A method over all seeds. Estimates are means over seeds with their standard error (none for one seed).</summary>
public sealed record MethodSummary
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>HR@10.</summary>
    public MetricEstimate? HitRate { get; init; }

    /// <summary>NDCG@10.</summary>
    public MetricEstimate? Ndcg { get; init; }

    /// <summary>MRR@10.</summary>
    public MetricEstimate? Mrr { get; init; }

    /// <summary>NDCG@10 at session starts with a text.</summary>
    public MetricEstimate? NdcgAtSessionStarts { get; init; }

    /// <summary>NDCG@10 as a share of the oracle's.</summary>
    public MetricEstimate? ShareOfOracle { get; init; }

    /// <summary>Accuracy of like or skip.</summary>
    public MetricEstimate? Accuracy { get; init; }

    /// <summary>AUC of like or skip.</summary>
    public MetricEstimate? Auc { get; init; }

    /// <summary>Satisfaction in held-out sessions.</summary>
    public MetricEstimate? Satisfaction { get; init; }

    /// <summary>Engagement in held-out sessions.</summary>
    public MetricEstimate? Engagement { get; init; }

    /// <summary>The engagement increase over the logging policy.</summary>
    public MetricEstimate? EngagementIncrease { get; init; }

    /// <summary>The proposed method less this one in NDCG@10, listener by listener over all seeds; null for the proposed method itself and where nothing is ranked.</summary>
    public PairedDifference? Proposed { get; init; }
}
