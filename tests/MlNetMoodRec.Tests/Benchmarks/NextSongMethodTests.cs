using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation.Benchmarks;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Benchmarks;

/// <summary>Each baseline on sessions that are small enough to reckon by hand.</summary>
[TestClass]
public class NextSongMethodTests
{
    private static readonly string[] Sessions = ["a b c", "a b d", "b c", "d a", "e f"];

    [TestMethod]
    public void SequentialRules_AsMarkovChain_CountsWhatFollows()
    {
        Dictionary<string, float> scores = Score(new SequentialRulesMethod(1, 1, 1, 0, 0), "a", "b");
        Assert.AreEqual(2, scores["c"]);
        Assert.AreEqual(1, scores["d"]);
        Assert.AreEqual(0, scores["a"]);
    }

    [TestMethod]
    public void SequentialRules_WithDistanceAndDecay_WeighsBoth()
    {
        // b says c twice and d once; a, one song earlier, says c and d at distance 2 and b twice at distance 1; divided by the
        // roots of their plays, 3 each.
        Dictionary<string, float> scores = Score(new SequentialRulesMethod(10, 5, 0.5, 0.5, 0), "a", "b");
        Assert.AreEqual((2 + (0.5 * 0.5)) / Math.Sqrt(3), scores["c"], 1e-5);
        Assert.AreEqual(0.5 * 2 / Math.Sqrt(3), scores["b"], 1e-5);
    }

    [TestMethod]
    public void SequentialRules_WithBackoff_OrdersTheRestByPlays()
    {
        Dictionary<string, float> scores = Score(new SequentialRulesMethod(1, 1, 1, 0, 0, backoff: 0.5), "e");
        Assert.IsGreaterThan(1f, scores["f"]);
        Assert.AreEqual(0.5, scores["a"], 1e-6);
        Assert.AreEqual(0.5 * 2 / 3, scores["c"], 1e-6);
    }

    [TestMethod]
    public void ItemKnn_OfOneSong_IsTheCosineOfSessions()
    {
        Dictionary<string, float> scores = Score(new ItemKnnMethod(0, 1, 0.5), "a");
        Assert.AreEqual(2 / Math.Sqrt(3 * 3), scores["b"], 1e-5);
        Assert.AreEqual(2 / Math.Sqrt(3 * 2), scores["d"], 1e-5);
        Assert.AreEqual(0, scores["e"]);
    }

    [TestMethod]
    public void SessionKnn_NearestSession_SpeaksForItsSongs()
    {
        // The nearest to {b, c} is the session {b, c} with a cosine of 1; the next is {a, b, c}.
        Dictionary<string, float> nearest = Score(new SessionKnnMethod(1, 100, false, 0), "b", "c");
        Assert.AreEqual(1, nearest["c"], 1e-5);
        Assert.AreEqual(0, nearest["a"]);
        Assert.AreEqual(2 / Math.Sqrt(6), Score(new SessionKnnMethod(2, 100, false, 0), "b", "c")["a"], 1e-5);
    }

    [TestMethod]
    public void Popularity_OfTheLastSessions_CountsThoseAlone()
    {
        Dictionary<string, float> scores = Score(new PopularityMethod(0.4), "a");
        Assert.AreEqual(1, scores["a"]);
        Assert.AreEqual(0, scores["b"]);
    }

    [TestMethod]
    public void Als_FoldsASessionIn_PrefersWhatIsHeardTogether()
    {
        Dictionary<string, float> scores = Score(new AlsMethod(new AlsOptions { Factors = 4, UnobservedWeight = 0.1f, Regularization = 0.01f }, 1), "e");
        Assert.IsGreaterThan(scores["a"], scores["f"]);
    }

    /// <summary>Two tastes and two listeners of each: what was heard since training does not change a listener's factors.</summary>
    [TestMethod]
    public void StaticAls_ListenerOfTheTraining_KeepsTheirTasteWhateverTheyHearNow()
    {
        Dictionary<string, float> rock = ScoreOf("s0", StaticAls(), "e");
        Dictionary<string, float> jazz = ScoreOf("s4", StaticAls(), "a", "b");

        Assert.IsGreaterThan(rock["e"], rock["c"]);
        Assert.IsGreaterThan(jazz["a"], jazz["f"]);
        CollectionAssert.AreEqual(rock.Values, ScoreOf("s0", StaticAls()).Values);
    }

    [TestMethod]
    public void StaticAls_ListenerWhoIsNew_IsAnsweredByPlays()
    {
        Dictionary<string, float> scores = ScoreOf("someone else", StaticAls(), "e");

        Assert.AreEqual(3, scores["a"]);
        Assert.AreEqual(1, scores["f"]);
    }

    [TestMethod]
    public void Score_UnknownSongsInThePrefix_ArePassedOver()
    {
        Dictionary<string, float> scores = Score(new SequentialRulesMethod(1, 1, 1, 0, 0), "a", "b", "unheard");
        Assert.AreEqual(2, scores["c"]);
    }

    [TestMethod]
    public void Score_AfterNothing_IsByPlays()
    {
        Assert.AreEqual(3, Score(new SequentialRulesMethod(1, 1, 1, 0, 0))["a"]);
        Assert.AreEqual(1, Score(new AlsMethod(new AlsOptions { Factors = 4 }, 1))["f"]);
    }

    private static StaticAlsMethod StaticAls() => new(new AlsOptions { Factors = 4, UnobservedWeight = 0.1f, Regularization = 0.01f });

    private static Dictionary<string, float> Score(INextSongMethod method, params string[] prefix) => ScoreOf("", method, prefix);

    private static Dictionary<string, float> ScoreOf(string listener, INextSongMethod method, params string[] prefix)
    {
        var context = new MLContext(1);
        long time = 0;
        IEnumerable<Interaction> interactions = Sessions.SelectMany((session, i) => session.Split(' ').Select(song =>
            new Interaction { UserId = $"s{i}", SongId = song, Time = new DateTime(time++) }));
        IDataView rows = context.MoodRec().Data.WithHistory([.. interactions]);
        using (method)
        {
            method.Fit(new BenchmarkFit(rows, [], 1), CancellationToken.None);
            Dictionary<string, float> scores = [];
            method.Score([new ListenerEvent { UserId = listener, RecentSongIds = prefix }], [null], (_, scored) =>
                scores = method.SongIds.Select((id, i) => (id, scored.Values[i])).ToDictionary(s => s.id, s => s.Item2));
            return scores;
        }
    }
}
