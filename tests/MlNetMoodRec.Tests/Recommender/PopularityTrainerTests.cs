using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Recommender;

/// <summary>Popularity, and with it everything that the graphs of all methods share.</summary>
[TestClass]
public sealed class PopularityTrainerTests
{
    private static readonly Song[] Catalogue = [new() { Id = "b", Title = "Bee" }, new() { Id = "new", Title = "Never played" }];

    /// <summary>Plays: a 3, b 2, c 1, new 0.</summary>
    private static readonly ReadOnlyMemory<byte> Onnx = Train();

    [TestMethod]
    public void Recommend_AnyListener_GivesSongsByPlays()
    {
        var run = new GraphRun(Onnx, 10, new GraphRow("a", "c"));

        CollectionAssert.AreEqual(new[] { "a", "b", "c", "new" }, run.SongIds[0]);
        CollectionAssert.AreEqual(new[] { "a", "Bee", "c", "Never played" }, run.Titles[0]);
        Assert.AreEqual(RecommendationBasis.Popularity, run.Basis[0]);
    }

    [TestMethod]
    public void Scores_AreLogSharesWithOnePlayAdded()
    {
        var run = new GraphRun(Onnx, 2, new GraphRow());

        float[] expected = [MathF.Log(4f / 10), MathF.Log(3f / 10), MathF.Log(2f / 10), MathF.Log(1f / 10)];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], run.CatalogueScores[0][i], 1e-6f);
        }

        CollectionAssert.AreEqual(run.CatalogueScores[0][..2], run.Scores[0]);
    }

    [TestMethod]
    [DataRow(-3L, 1)]
    [DataRow(0L, 1)]
    [DataRow(3L, 3)]
    [DataRow(1000L, 4)]
    public void TopN_OutOfRange_IsClamped(long topN, int expected)
    {
        var run = new GraphRun(Onnx, topN, new GraphRow("a"));

        Assert.HasCount(expected, run.SongIds[0]);
        Assert.HasCount(expected, run.Scores[0]);
    }

    [TestMethod]
    public void Excluded_WithUnknownAndRepeatedIds_AreNotRecommended()
    {
        var run = new GraphRun(Onnx, 10, new GraphRow("a") { Excluded = ["b", "no such song", "b", "a"] });

        CollectionAssert.AreEqual(new[] { "c", "new" }, run.SongIds[0]);
        Assert.AreEqual(MathF.Log(3f / 10), run.CatalogueScores[0][1], 1e-6f, "scores of the catalogue are those before exclusion");
    }

    [TestMethod]
    public void Excluded_AllSongs_GivesNone()
    {
        var run = new GraphRun(Onnx, 3, new GraphRow { Excluded = ["a", "b", "c", "new"] });

        Assert.IsEmpty(run.SongIds[0]);
    }

    [TestMethod]
    public void Excluded_MoreInOneRowOfABatch_LeavesEmptyIdsAtItsEnd()
    {
        var run = new GraphRun(Onnx, 4, new GraphRow { Excluded = ["a", "b"] }, new GraphRow { Excluded = ["c"] });

        CollectionAssert.AreEqual(new[] { "c", "new", "" }, run.SongIds[0]);
        CollectionAssert.AreEqual(new[] { "c", "Never played", "" }, run.Titles[0]);
        CollectionAssert.AreEqual(new[] { "a", "b", "new" }, run.SongIds[1]);
    }

    [TestMethod]
    public void Fit_RowsWithHistory_CountsTheFirstRowsHistoryOnce()
    {
        List<EncodedEvent> rows = [.. Events.Of("u", "a", "b")];
        rows[0].RecentSongIds = ["c", "c"];
        rows[1].RecentSongIds = ["c", "c", "a"];
        using var model = Events.Context.MoodRec().Trainers.Popularity().Fit(Events.View(rows));

        var run = new GraphRun(model.Onnx, 3, new GraphRow());

        CollectionAssert.AreEqual(new[] { "c", "a", "b" }, run.SongIds[0]);
        Assert.AreEqual(MathF.Log(3f / 7), run.Scores[0][0], 1e-6f);
    }

    [TestMethod]
    public void Fit_NoRows_SaysSo()
    {
        var trainer = Events.Context.MoodRec().Trainers.Popularity();

        Assert.ThrowsExactly<MoodRecException>(() => trainer.Fit(Events.View([])));
    }

    [TestMethod]
    public void Transform_ThroughMLNet_GivesTheGraphsAnswer()
    {
        using var model = Events.Context.MoodRec().Trainers.Popularity(Catalogue).Fit(Events.View(Events.Of("u", "a", "b", "a", "b", "c", "a")));
        var output = model.Transform(Events.View([new EncodedEvent { UserId = "v", TopN = 2, ExcludedSongIds = ["a"] }]));

        SongRecommendations row = Events.Context.Data
            .CreateEnumerable<SongRecommendations>(output, reuseRowObject: false, ignoreMissingColumns: true).Single();

        CollectionAssert.AreEqual(new[] { "b", "c" }, row.SongIds);
        Assert.AreEqual(RecommendationBasis.Popularity, row.Basis);
    }

    private static ReadOnlyMemory<byte> Train()
    {
        using var model = Events.Context.MoodRec().Trainers.Popularity(Catalogue).Fit(Events.View(Events.Of("u", "a", "b", "a", "b", "c", "a")));
        return model.Onnx;
    }
}
