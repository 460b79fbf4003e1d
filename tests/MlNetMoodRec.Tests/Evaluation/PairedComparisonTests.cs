using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Evaluation;

[TestClass]
public sealed class PairedComparisonTests
{
    [TestMethod]
    public void Compare_HandComputedDifferences_GivesTheTTestOfTheTables()
    {
        // 1/rank of the method less 1/rank of the baseline: 1/2, 1/4, 0, 1/2, -1/4. Mean 0.2, variance 0.10625, so
        // t^2 = 5 * 0.04 / 0.10625 = 32/17. With 4 degrees of freedom P(|T| > t) = 1 - s (1 + c^2 / 2), s = t / sqrt(t^2 + 4) = 0.4 sqrt(2), c^2 = 0.68.
        EvaluationResult method = Ranks(1, 2, 1, 1, 4);
        EvaluationResult baseline = Ranks(2, 4, 1, 2, 2);

        PairedDifference difference = PairedComparison.Compare(method, baseline, RankingMetric.Mrr);

        Assert.AreEqual(0.2, difference.Mean, 1e-12);
        Assert.AreEqual(1 - (0.4 * Math.Sqrt(2) * 1.34), difference.TTestP, 1e-9);
        Assert.AreEqual(5, difference.Users);
        Assert.IsTrue(difference.Low <= difference.Mean && difference.Mean <= difference.High);
        Assert.IsTrue(difference.Low >= -0.25 && difference.High <= 0.5, "means of a sample stay within its values");
    }

    [TestMethod]
    public void Compare_AClearDifference_IsSignificantByBothTests()
    {
        var random = new Random(5);
        int[] ranks = [.. Enumerable.Range(0, 500).Select(_ => random.Next(2, 20))];
        PairedDifference difference = PairedComparison.Compare(
            Ranks([.. ranks.Select(r => r - 1)]), Ranks(ranks), RankingMetric.Mrr);

        Assert.IsTrue(difference.Low > 0);
        Assert.IsTrue(difference.BootstrapP < 0.001 && difference.TTestP < 0.001);
    }

    [TestMethod]
    public void Compare_SeveralDataSets_PoolsTheirListenersAndCountsTheSetsToo()
    {
        PairedDifference together = PairedComparison.Compare(Ranks(1, 2, 1, 1, 4), Ranks(2, 4, 1, 2, 2), RankingMetric.Mrr);
        PairedDifference pooled = PairedComparison.Compare([(Ranks(1, 2), Ranks(2, 4)), (Ranks(1, 1, 4), Ranks(1, 2, 2))], RankingMetric.Mrr);

        Assert.AreEqual((together.Mean, together.TTestP, 5), (pooled.Mean, pooled.TTestP, pooled.Users));

        // Within a set all listeners agree: only the sets tell how sure one can be.
        PairedDifference agreeing = PairedComparison.Compare([(Ranks(1, 1), Ranks(2, 2)), (Ranks(2, 2), Ranks(1, 1))], RankingMetric.Mrr);
        Assert.AreEqual((-0.5, 0.5), (agreeing.Low, agreeing.High));
    }

    [TestMethod]
    public void Compare_AMethodWithItself_IsNoDifference()
    {
        PairedDifference difference = PairedComparison.Compare(Ranks(1, 2, 30), Ranks(1, 2, 30), RankingMetric.Ndcg);

        Assert.AreEqual((0, 0, 0, 1, 1), (difference.Mean, difference.Low, difference.High, difference.BootstrapP, difference.TTestP));
    }

    [TestMethod]
    public void Compare_SameSeed_GivesTheSameInterval()
    {
        EvaluationResult method = Ranks(1, 2, 3, 4, 5, 6, 7, 8);
        EvaluationResult baseline = Ranks(3, 1, 9, 2, 5, 8, 7, 30);

        Assert.AreEqual(
            PairedComparison.Compare(method, baseline, RankingMetric.Ndcg, seed: 4),
            PairedComparison.Compare(method, baseline, RankingMetric.Ndcg, seed: 4));
    }

    [TestMethod]
    public void Compare_TwoProtocols_IsAnError()
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() =>
            PairedComparison.Compare(Ranks(1, 2), Ranks(10, 1, 2), RankingMetric.Ndcg));

        StringAssert.Contains(error.Message, "do not compare");
    }

    [TestMethod]
    public void Compare_ResultsWithoutUserValues_IsAnError()
    {
        EvaluationResult result = Ranks(1, 2);

        Assert.ThrowsExactly<MoodRecException>(() =>
            PairedComparison.Compare(result with { Users = [] }, result, RankingMetric.Ndcg));
    }

    private static EvaluationResult Ranks(params int[] ranks)
    {
        // The target of user i is song i; it gets the rank by scoring higher than all but the first (rank - 1) other songs.
        const int Catalogue = 600;
        string[] songs = [.. Enumerable.Range(0, Catalogue).Select(i => $"{i}")];
        ListenerEvent[] rows = [.. ranks.Select((_, i) => new ListenerEvent { UserId = $"u{i}", SongId = songs[i] })];
        return RankingEvaluator.Evaluate("method", songs, (contexts, _) => [.. contexts.SelectMany(Scores)], rows, null, new Protocol { K = 20 });

        IEnumerable<float> Scores(ListenerContext context)
        {
            int target = Array.FindIndex(rows, r => r.UserId == context.UserId);
            int above = ranks[target] - 1;
            return Enumerable.Range(0, Catalogue).Select(i => i == target ? 1f : above-- > 0 ? 2f : 0f);
        }
    }
}
