using CsCheck;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class RankMetricsTests
{
    [TestMethod]
    [DataRow(new float[] { 3, 1, 2 }, 0, 1.0)]
    [DataRow(new float[] { 3, 1, 2 }, 1, 3.0)]
    [DataRow(new float[] { 5, 2, 2, 2, 1 }, 2, 3.0)]
    [DataRow(new float[] { 0, 0, 0, 0 }, 0, 2.5)]
    [DataRow(new float[] { float.NaN, 1, 0 }, 1, 2.0)]
    [DataRow(new float[] { 2, 1, float.NaN }, 2, 3.0)]
    public void MidRank_HandComputed_Matches(float[] scores, int target, double expected)
    {
        Assert.AreEqual(expected, RankMetrics.MidRank(scores, target));
    }

    [TestMethod]
    public void MidRank_WithExcludedSongs_LeavesThemOutButNeverTheTarget()
    {
        float[] scores = [9, 8, 7, 7, 6];

        Assert.AreEqual(2.5, RankMetrics.MidRank(scores, 2, new HashSet<int> { 0 }));
        Assert.AreEqual(1.0, RankMetrics.MidRank(scores, 2, new HashSet<int> { 0, 1, 2, 3 }));
        Assert.AreEqual(3.0, RankMetrics.MidRank(scores, 2, new HashSet<int> { 3, 4 }));
    }

    [TestMethod]
    public void MidRank_AnyScores_EqualsTheDefinition()
    {
        // Few distinct values, so that ties are common; lengths around the width of a vector register.
        Gen.Select(Gen.Int[0, 5].Array[1, 40], Gen.Int[0, 39], Gen.Int[0, 39].HashSet[0, 10]).Sample((values, pick, excluded) =>
        {
            int target = pick % values.Length;
            excluded.RemoveWhere(i => i >= values.Length);
            float[] scores = [.. values.Select(v => v / 3f)];
            var candidates = Enumerable.Range(0, scores.Length).Where(i => i != target && !excluded.Contains(i)).ToList();
            double expected = 1 + candidates.Count(i => scores[i] > scores[target]) + (candidates.Count(i => scores[i] == scores[target]) / 2.0);
            return RankMetrics.MidRank(scores, target, excluded) == expected;
        });
    }

    [TestMethod]
    [DataRow(1.0, 1.0, 1.0, 1.0)]
    [DataRow(2.0, 1.0, 0.630929753571457, 0.5)]
    [DataRow(3.0, 1.0, 0.5, 1.0 / 3)]
    [DataRow(10.0, 1.0, 0.289064826317888, 0.1)]
    [DataRow(10.5, 0.0, 0.0, 0.0)]
    [DataRow(11.0, 0.0, 0.0, 0.0)]
    public void Metrics_AtTen_MatchHandComputedTable(double rank, double hitRate, double ndcg, double reciprocalRank)
    {
        Assert.AreEqual(hitRate, RankMetrics.HitRate(rank, 10));
        Assert.AreEqual(ndcg, RankMetrics.Ndcg(rank, 10), 1e-12);
        Assert.AreEqual(reciprocalRank, RankMetrics.ReciprocalRank(rank, 10), 1e-12);
    }
}
