using MlNetMoodRec.Evaluation.Benchmarks;

namespace MlNetMoodRec.Tests.Benchmarks;

[TestClass]
public class RankTableTests
{
    [TestMethod]
    public void Rows_UnitsOfDifferentSize_AreMeansOverRowsWithIntervalsOverUnits()
    {
        var table = new RankTable(["u", "u", "u", "v"], [RankMetric.HitRate(10)]);
        IReadOnlyList<BenchmarkRow> rows = table.Rows([("good", [[1, 2, 3, null]]), ("bad", [[90, 90, 90, 90]])], reference: "bad");
        BenchmarkValue hitRate = rows[0].Values[0]!;
        Assert.AreEqual(0.75, hitRate.Mean, 1e-9);

        // The residuals of the two units are 3 - 3 x 0.75 and 0 - 0.75.
        double error = Math.Sqrt(2 * 2 * 0.75 * 0.75) / 4;
        Assert.AreEqual(0.75 - (1.96 * error), hitRate.Low!.Value, 1e-9);
        Assert.AreEqual(0.75, rows[0].Differences[0].Mean, 1e-9);
        Assert.IsEmpty(rows[1].Differences);
    }

    [TestMethod]
    public void Rows_SeveralSeeds_CountByTheirMeanAndStayVisible()
    {
        var table = new RankTable(["u", "v"], [RankMetric.Mrr(20)]);
        BenchmarkRow row = table.Rows([("lstm", [[1, 4], [2, 4]])], reference: "lstm")[0];
        Assert.AreEqual(((1 + 0.5) / 2 * 0.5) + (0.25 * 0.5), row.Values[0]!.Mean, 1e-9);
        Assert.AreEqual(0.625, row.SeedValues[0][0], 1e-9);
        Assert.AreEqual(0.375, row.SeedValues[1][0], 1e-9);
    }

    [TestMethod]
    public void Rows_EqualMethods_DifferByNothing()
    {
        var table = new RankTable(["u", "v", "w"], [RankMetric.Ndcg(10)]);
        BenchmarkRow row = table.Rows([("one", [[1, 4, 7]]), ("other", [[1, 4, 7]])], reference: "other")[0];
        Assert.AreEqual(new BenchmarkValue(0, 0, 0), row.Differences[0]);
    }
}
