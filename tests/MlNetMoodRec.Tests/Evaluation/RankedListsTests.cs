using Microsoft.ML;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

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

    [TestMethod]
    public void Evaluate_OutputOfAFittedPipeline_AgreesWithTheRanksAmongAllSongs()
    {
        var context = new MLContext(1);
        MoodRecCatalog mood = context.MoodRec();
        var platform = new SimulatedPlatform(new SimulationOptions { Listeners = 20, Songs = 40, Interactions = 500 });
        (IDataView train, _, IDataView test) = mood.Data.SplitByTime(mood.Data.WithHistory(platform.Interactions()), 0.7, 0.2);
        using RecommenderTransformer model = mood.Trainers.Als(new AlsOptions { Factors = 8, Iterations = 3, Threads = 1 }).Fit(train);
        using var session = new RecommenderSession(model.Onnx);
        ListenerEvent[] rows = [.. context.Data.CreateEnumerable<ListenerEvent>(test, reuseRowObject: false)];

        EvaluationResult lists = mood.Evaluate(model.Transform(test));
        EvaluationResult scores = RankingEvaluator.Evaluate("als", session, rows, sentimentEmbeddings: null, new Protocol());

        Assert.AreEqual(scores.Overall.HitRate.Mean, lists.Overall.HitRate.Mean, 1e-9);
        Assert.AreEqual(scores.Overall.Ndcg.Mean, lists.Overall.Ndcg.Mean, 1e-9);
        Assert.AreEqual(scores.Protocol.DataHash, lists.Protocol.DataHash);
        Assert.AreEqual(scores.RepeatedTargets, lists.RepeatedTargets);
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
