using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A metric of one rank.</summary>
/// <param name="Name">As "HR@10".</param>
/// <param name="Of">Its value; a target without a rank counts as 0.</param>
internal sealed record RankMetric(string Name, Func<double, double> Of)
{
    public static RankMetric HitRate(int k) => new($"HR@{k}", rank => RankMetrics.HitRate(rank, k));

    public static RankMetric Ndcg(int k) => new($"NDCG@{k}", rank => RankMetrics.Ndcg(rank, k));

    public static RankMetric Mrr(int k) => new($"MRR@{k}", rank => RankMetrics.ReciprocalRank(rank, k));

    public double OfRank(double? rank) => rank is double known ? Of(known) : 0;
}
