using MlNetMoodRec.Evaluation.Benchmarks;

namespace MlNetMoodRec.Tests.Benchmarks;

[TestClass]
public class SiTunesTests
{
    private static readonly Dictionary<string, float[]> Songs = new() { ["x"] = new float[10], ["y"] = new float[10] };

    [TestMethod]
    public void Load_PublishedSplits_HaveTheirPublishedSizes()
    {
        SiTunesData data = SiTunesData.Load(SharedData.Path("data", "situnes"));
        Assert.HasCount(10, data.Splits);
        Assert.IsTrue(data.Splits.All(s => (s.Train.Count, s.Validation.Count, s.TestStage2.Count) == (613, 87, 195)));
        Assert.IsTrue(data.Splits.All(s => s.TestStage3.Count == 509));
        Assert.IsTrue(data.Splits.All(s => s.TestStage2.All(e => data.Songs.ContainsKey(e.Song))));
    }

    [TestMethod]
    [DataRow(0.2f, 0.0f, 0)]
    [DataRow(0.2f, 0.3f, 1)]
    [DataRow(0.2f, 0.4f, 2)]
    public void Change_OfValence_IsCutAtTheAuthorsLimits(float before, float after, int expected) =>
        Assert.AreEqual(expected, Listened("u", "x", before, after).Change);

    [TestMethod]
    public void Features_OfATrainingEvent_DoNotDependOnItsOutcome()
    {
        SiTunesEvent[] others = [Listened("u", "x", 0.1f, 0.2f), Listened("v", "y", -0.3f, 0.5f), Listened("u", "y", 0, -0.4f)];
        float[] Of(float after)
        {
            SiTunesEvent own = Listened("u", "x", 0.1f, after);
            return new SiTunesFeatures(Songs, [.. others, own], SiTunesInputs.Song | SiTunesInputs.Person).Of(own, leftOut: own);
        }

        foreach ((float low, float high) in Of(-0.9f).Zip(Of(0.9f)))
        {
            Assert.AreEqual(low, high, 1e-5, "what is known of the person, the song or everybody holds the event's own outcome");
        }
    }

    [TestMethod]
    public void Features_OfTheMoodAlone_KnowNeitherPersonNorSong()
    {
        SiTunesEvent[] train = [Listened("u", "x", 0.1f, 0.2f), Listened("v", "y", -0.3f, 0.5f)];
        var alone = new SiTunesFeatures(Songs, train, SiTunesInputs.Mood);
        var all = new SiTunesFeatures(Songs, train, SiTunesInputs.Song | SiTunesInputs.Person | SiTunesInputs.Mood);

        CollectionAssert.AreEqual(alone.Of(train[0], null), alone.Of(Listened("v", "y", 0.1f, -0.6f), null));
        CollectionAssert.AreNotEqual(alone.Of(train[0], null), alone.Of(train[1], null));
        CollectionAssert.AreNotEqual(all.Of(train[0], null), all.Of(Listened("v", "y", 0.1f, -0.6f), null));
    }

    [TestMethod]
    public void Rows_OfHandCountedPredictions_HaveTheirAccuracyAndMacroF1()
    {
        SiTunesEvent[] test = [Listened("u", "x", 0, 0.5f), Listened("u", "y", 0, 0), Listened("v", "x", 0, -0.5f), Listened("v", "y", 0, 0)];
        BenchmarkRow row = new ChangeBootstrap([test]).Rows([("always keep", [[1, 1, 1, 1]])], "always keep")[0];
        Assert.AreEqual(0.5, row.Values[0]!.Mean, 1e-9);
        Assert.AreEqual(2.0 * 2 / (4 + 2) / 3, row.Values[1]!.Mean, 1e-9);
    }

    private static SiTunesEvent Listened(string user, string song, float before, float after) => new()
    {
        Id = "1", User = user, Song = song, Time = 0, Rating = 3, ValenceBefore = before, ArousalBefore = 0, ValenceAfter = after,
    };
}
