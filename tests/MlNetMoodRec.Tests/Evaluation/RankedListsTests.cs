using Microsoft.ML;
using MlNetMoodRec.Evaluation;

namespace MlNetMoodRec.Tests.Evaluation;

[TestClass]
public sealed class RankedListsTests
{
    [TestMethod]
    public void Evaluate_ListsOfAModel_RanksByPlaceWithTiesInTheMiddle()
    {
        EvaluationResult result = Evaluate(
            3,
            new Output { UserId = "u1", SongId = "b", SongIds = ["a", "b", "c"], Scores = [3, 2, 1] },
            new Output { UserId = "u2", SongId = "c", SongIds = ["a", "b", "c"], Scores = [3, 2, 2], Text = "hi", IsSessionStart = true },
            new Output { UserId = "u3", SongId = "z", SongIds = ["a", "b", "d"], Scores = [3, 2, 2] });

        CollectionAssert.AreEqual(new double?[] { 2, 2.5, null }, result.Rows.Select(r => r.Rank).ToArray());
        Assert.AreEqual(2 / 3.0, result.Overall.HitRate.Mean, 1e-12);
        Assert.AreEqual(((1 / Math.Log2(3)) + (1 / Math.Log2(3.5))) / 3, result.Overall.Ndcg.Mean, 1e-12);
        Assert.AreEqual((0.5 + 0.4) / 3, result.Overall.Mrr.Mean, 1e-12);
        Assert.AreEqual(4, result.SongsRecommended);
        Assert.IsNull(result.CatalogueCoverage);
        Assert.IsNull(result.UnknownTargets);
        Assert.AreEqual(1, result.Slices.Single(s => s.Name == "session start with text").Metrics.HitRate.Mean);
        Assert.AreEqual("the model's lists of 3", result.Protocol.Candidates);
    }

    [TestMethod]
    public void Evaluate_ListsShorterThanK_IsAnError()
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() =>
            Evaluate(10, new Output { SongId = "a", SongIds = ["a"], Scores = [1] }));

        StringAssert.Contains(error.Message, "TopN");
    }

    [TestMethod]
    public void Evaluate_RowsWithoutLists_NamesTheMissingColumns()
    {
        var context = new MLContext();

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() =>
            context.MoodRec().Evaluate(context.Data.LoadFromEnumerable(new[] { new { SongId = "a" } })));

        StringAssert.Contains(error.Message, "SongIds, Scores");
    }

    private static EvaluationResult Evaluate(int k, params Output[] rows)
    {
        var context = new MLContext();
        return context.MoodRec().Evaluate(context.Data.LoadFromEnumerable(rows), new Protocol { K = k });
    }

    private sealed class Output
    {
        public string UserId { get; set; } = "";

        public string SongId { get; set; } = "";

        public string Text { get; set; } = "";

        public bool IsSessionStart { get; set; }

        public string[] SongIds { get; set; } = [];

        public float[] Scores { get; set; } = [];
    }
}
