using CsCheck;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Evaluation;

[TestClass]
public sealed class RankingEvaluatorTests
{
    private const double Tolerance = 1e-12;
    private static readonly string[] Songs = ["a", "b", "c", "d", "e"];

    [TestMethod]
    public void Evaluate_HandComputedTable_GivesItsValues()
    {
        // The scores rank a > b > c > d > e for everybody. u1: ranks 1 and 3; u2: rank 5; k = 3.
        EvaluationResult result = Evaluate([5, 4, 3, 2, 1], [Row("u1", "a"), Row("u1", "c"), Row("u2", "e")], k: 3);

        CollectionAssert.AreEqual(new double?[] { 1, 3, 5 }, result.Rows.Select(r => r.Rank).ToArray());
        Assert.AreEqual(0.5, result.Overall.HitRate.Mean, Tolerance);
        Assert.AreEqual((1 + (1 / Math.Log2(4))) / 2 / 2, result.Overall.Ndcg.Mean, Tolerance);
        Assert.AreEqual((1 + (1 / 3.0)) / 2 / 2, result.Overall.Mrr.Mean, Tolerance);

        // Values 1 and 0: sample deviation sqrt(1/2), over sqrt(2).
        Assert.AreEqual(0.5, result.Overall.HitRate.StandardError!.Value, Tolerance);
        Assert.AreEqual(2 / 3.0, result.Overall.HitRateOverRows, Tolerance);
        Assert.AreEqual((1 + (1 / Math.Log2(4))) / 3, result.Overall.NdcgOverRows, Tolerance);
        Assert.AreEqual((1 + (1 / 3.0)) / 3, result.Overall.MrrOverRows, Tolerance);
    }

    [TestMethod]
    public void Evaluate_TwoUsers_GivesOneValuePerUserInOrderOfAppearance()
    {
        EvaluationResult result = Evaluate([5, 4, 3, 2, 1], [Row("u2", "e"), Row("u1", "a"), Row("u2", "b")], k: 2);

        Assert.AreEqual("u2, u1", string.Join(", ", result.Users.Select(u => u.UserId)));
        Assert.AreEqual(0.5, result.Users[0].HitRate, Tolerance);
        Assert.AreEqual(0.5 / Math.Log2(3), result.Users[0][RankingMetric.Ndcg], Tolerance);
        Assert.AreEqual(0.25, result.Users[0][RankingMetric.Mrr], Tolerance);
        Assert.AreEqual(2, result.Users[0].Rows);
        Assert.AreEqual(1, result.Users[1][RankingMetric.HitRate], Tolerance);
    }

    [TestMethod]
    [DataRow(5, 0.0)]
    [DataRow(6, 1.0)]
    public void Evaluate_AllScoresEqual_RanksEveryTargetInTheMiddle(int k, double expected)
    {
        string[] songs = [.. Enumerable.Range(0, 10).Select(i => $"s{i}")];
        ListenerEvent[] rows = [.. songs.Select((s, i) => Row($"u{i}", s))];

        EvaluationResult result = Evaluate(songs, (contexts, _) => new float[contexts.Count * songs.Length], rows, new Protocol { K = k });

        Assert.IsTrue(result.Rows.All(r => r.Rank == 5.5), "the middle of 1 to 10");
        Assert.AreEqual(expected, result.Overall.HitRate.Mean);
    }

    [TestMethod]
    public void Evaluate_SeenSongsExcluded_DoNotCompete()
    {
        ListenerEvent row = Row("u", "c");
        row.ExcludedSongIds = ["a", "not in the catalogue"];

        Assert.AreEqual(2, Evaluate([5, 4, 3, 2, 1], [row], 3, SeenSongPolicy.Excluded).Rows[0].Rank);
        Assert.AreEqual(3, Evaluate([5, 4, 3, 2, 1], [row], 3).Rows[0].Rank);
    }

    [TestMethod]
    public void Evaluate_TargetAmongTheExcluded_StaysACandidate()
    {
        ListenerEvent row = Row("u", "b");
        row.ExcludedSongIds = ["a", "b"];

        EvaluationResult result = Evaluate([5, 4, 3, 2, 1], [row], 1, SeenSongPolicy.Excluded);

        Assert.AreEqual(1, result.Rows[0].Rank);
        Assert.AreEqual(1, result.Overall.HitRate.Mean);
    }

    [TestMethod]
    public void Evaluate_UnknownTarget_IsAMissThatIsCounted()
    {
        EvaluationResult result = Evaluate([5, 4, 3, 2, 1], [Row("u1", "a"), Row("u2", "new song")], 10);

        Assert.AreEqual(1, result.UnknownTargets);
        Assert.IsNull(result.Rows[1].Rank);
        Assert.AreEqual(0.5, result.Overall.HitRate.Mean);
    }

    [TestMethod]
    public void Evaluate_TargetAmongTheRecentSongs_IsCountedAsARepeat()
    {
        ListenerEvent repeat = Row("u", "c");
        repeat.RecentSongIds = ["b", "c"];

        Assert.AreEqual(1, Evaluate([5, 4, 3, 2, 1], [repeat, Row("u", "a")], 3).RepeatedTargets);
    }

    [TestMethod]
    public void Evaluate_Slices_HoldTheRowsOfTheirProperty()
    {
        ListenerEvent start = Row("u1", "a");
        start.Text = "tired 😴";
        start.IsSessionStart = true;
        ListenerEvent later = Row("u1", "e");
        later.Text = "  \n";

        EvaluationResult result = Evaluate([5, 4, 3, 2, 1], [start, later], 1);

        var slices = result.Slices.ToDictionary(s => s.Name, s => s.Metrics);
        Assert.AreEqual(1, slices["with a mood text"].HitRate.Mean);
        Assert.AreEqual(1, slices["with a mood text"].Rows);
        Assert.AreEqual(0, slices["without a mood text"].HitRate.Mean);
        Assert.AreEqual(1, slices["session start"].HitRate.Mean);
        Assert.AreEqual(0, slices["within a session"].HitRate.Mean);
        Assert.IsNull(slices["session start"].HitRate.StandardError, "one listener has no standard error");
        Assert.AreEqual(0.5, result.Overall.HitRate.Mean);
    }

    [TestMethod]
    public void Evaluate_Coverage_CountsTheSongsOfTheFirstK()
    {
        ListenerEvent second = Row("u2", "e");
        second.ExcludedSongIds = ["b"];

        // u1 gets a, b; u2 gets a, c.
        EvaluationResult result = Evaluate([5, 4, 3, 2, 1], [Row("u1", "a"), second], 2, SeenSongPolicy.Excluded);

        Assert.AreEqual(3, result.SongsRecommended);
        Assert.AreEqual(0.6, result.CatalogueCoverage!.Value, Tolerance);
    }

    [TestMethod]
    public void Evaluate_RowsOfManyLengths_MeetTheirOwnEmbeddings()
    {
        // More rows than a batch, in an order that the evaluator changes: the score of song i is embedding[i].
        var random = new Random(3);
        ListenerEvent[] rows = [.. Enumerable.Range(0, 600).Select(i => Row($"u{i}", Songs[i % 5]))];
        foreach (ListenerEvent row in rows)
        {
            row.RecentSongIds = [.. Enumerable.Repeat("a", random.Next(20))];
        }

        float[]?[] embeddings = [.. rows.Select((r, i) => Songs.Select(s => s == r.SongId ? 1f : 0f).ToArray())];
        EvaluationResult result = RankingEvaluator.Evaluate(
            "test", Songs, (_, given) => [.. given.SelectMany(e => e!)], rows, embeddings, new Protocol { K = 1 });

        Assert.AreEqual(1, result.Overall.HitRate.Mean);
        CollectionAssert.AreEqual(rows.Select(r => r.UserId).ToArray(), result.Rows.Select(r => r.UserId).ToArray());
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Evaluate_ScoreThatIsNotANumber_IsAnError(float broken)
    {
        Assert.ThrowsExactly<MoodRecException>(() => Evaluate([5, broken, 3, 2, 1], [Row("u", "a")], 3));
    }

    [TestMethod]
    public void Evaluate_NoRows_IsAnError() => Assert.ThrowsExactly<MoodRecException>(() => Evaluate([5, 4, 3, 2, 1], [], 3));

    [TestMethod]
    public void Evaluate_CutOffOfZero_IsAnError() => Assert.ThrowsExactly<MoodRecException>(() => Evaluate([5, 4, 3, 2, 1], [Row("u", "a")], 0));

    [TestMethod]
    public void Evaluate_Result_CarriesItsProtocol()
    {
        EvaluationResult result = Evaluate([5, 4, 3, 2, 1], [Row("u1", "a"), Row("u1", "c")], k: 3);

        Assert.AreEqual(2, result.Protocol.Rows);
        Assert.AreEqual(1, result.Protocol.Users);
        Assert.AreEqual(5, result.Protocol.Songs);
        StringAssert.StartsWith(result.Protocol.DataHash, "rows-sha256:");
        StringAssert.Contains(result.ToString(), "seen songs included");
        StringAssert.Contains(result.ToString(), "candidates all songs (5)");
    }

    [TestMethod]
    public void Evaluate_AnyScores_GivesMetricsBetweenZeroAndOneAndMrrNdcgHitRateInThisOrder()
    {
        Gen.Select(Gen.Int[0, 4].Array[5].Array[1, 8], Gen.Int[1, 7]).Sample((scores, k) =>
        {
            EvaluationResult result = EvaluateEach(scores, k);
            foreach (UserMetrics user in result.Users)
            {
                Assert.IsTrue(user.Mrr >= 0 && user.Mrr <= user.Ndcg && user.Ndcg <= user.HitRate && user.HitRate <= 1);
            }
        });
    }

    [TestMethod]
    public void Evaluate_MonotoneTransformOfTheScores_ChangesNothing()
    {
        Gen.Select(Gen.Int[-4, 4].Array[5].Array[1, 8], Gen.Int[1, 6]).Sample((scores, k) =>
        {
            EvaluationResult before = EvaluateEach(scores, k);
            EvaluationResult after = EvaluateEach([.. scores.Select(row => row.Select(s => (s * s * s * 2) + 7).ToArray())], k);
            Assert.AreEqual(before.ToJson(), after.ToJson());
        });
    }

    [TestMethod]
    public void Evaluate_OtherOrderOfTheCatalogue_ChangesNoRank()
    {
        Gen.Select(Gen.Int[0, 3].Array[5].Array[1, 8], Gen.Int[1, 6]).Sample((scores, k) =>
        {
            EvaluationResult before = EvaluateEach(scores, k);
            EvaluationResult after = EvaluateEach([.. scores.Select(row => row.Reverse().ToArray())], k, [.. Songs.Reverse()]);
            Assert.IsTrue(before.Users.SequenceEqual(after.Users));
        });
    }

    private static EvaluationResult EvaluateEach(int[][] scores, int k, string[]? songs = null) =>
        Evaluate(
            songs ?? Songs,
            (contexts, _) => [.. contexts.SelectMany(c => scores[int.Parse(c.UserId, System.Globalization.CultureInfo.InvariantCulture)]).Select(s => (float)s)],
            [.. scores.Select((_, i) => Row($"{i}", Songs[i % 5]))],
            new Protocol { K = k });

    private static EvaluationResult Evaluate(
        float[] scores, ListenerEvent[] rows, int k, SeenSongPolicy seen = SeenSongPolicy.Included) =>
        Evaluate(Songs, (contexts, _) => [.. contexts.SelectMany(_ => scores)], rows, new Protocol { K = k, SeenSongs = seen });

    private static EvaluationResult Evaluate(
        string[] songs, Func<IReadOnlyList<ListenerContext>, IReadOnlyList<float[]?>, float[]> score, ListenerEvent[] rows, Protocol protocol) =>
        RankingEvaluator.Evaluate("test", songs, score, rows, null, protocol);

    private static ListenerEvent Row(string user, string target) => new() { UserId = user, SongId = target };
}
