namespace MlNetMoodRec.Evaluation;

/// <summary>A metric of a ranking, at the cut-off of its protocol.</summary>
public enum RankingMetric
{
    /// <summary>1 where the target is among the first k, else 0.</summary>
    HitRate,

    /// <summary>1 / log2(1 + rank) where the target is among the first k, else 0 (one relevant song: the ideal is 1).</summary>
    Ndcg,

    /// <summary>1 / rank where the target is among the first k, else 0.</summary>
    Mrr,
}
