using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Recommendation;

[TestClass]
public sealed class ListenerContextMappingTests
{
    [TestMethod]
    public void Map_NothingGiven_OneEmptySong()
    {
        ListenerContextMapping.Output output = Map(new ListenerContextMapping.Input());

        CollectionAssert.AreEqual(new[] { "" }, output.HistorySongIds);
        CollectionAssert.AreEqual(new[] { 0f }, output.HistoryFeedback);
        CollectionAssert.AreEqual(new[] { "" }, output.ExcludedIds);
        CollectionAssert.AreEqual(new[] { 1L }, output.TopN);
    }

    [TestMethod]
    public void Map_HoursAgo_BecomeTimesBetweenSongsAndToNow()
    {
        ListenerContextMapping.Output output = Map(new() { RecentSongIds = ["a", "b", "c"], RecentHoursAgo = [26, 2, 0.5f] });

        CollectionAssert.AreEqual(new[] { 24f, 1.5f, 0.5f }, output.HistoryElapsedHours);
    }

    [TestMethod]
    public void Map_EmptyIds_AreLeftOutWithTheirColumns()
    {
        ListenerContextMapping.Output output = Map(new()
        {
            RecentSongIds = ["a", "", "c"],
            RecentFeedback = [0.1f, 0.2f, 0.3f],
            RecentValence = [-1, 0, 1],
            RecentHoursAgo = [3, 2, 1],
        });

        CollectionAssert.AreEqual(new[] { "a", "c" }, output.HistorySongIds);
        CollectionAssert.AreEqual(new[] { 0.1f, 0.3f }, output.HistoryFeedback);
        CollectionAssert.AreEqual(new[] { -1f, 1f }, output.HistoryValence);
        CollectionAssert.AreEqual(new[] { 2f, 1f }, output.HistoryElapsedHours);
    }

    [TestMethod]
    public void Map_ColumnsTooShortOrNotNumbers_AreCompleted()
    {
        ListenerContextMapping.Output output = Map(new()
        {
            RecentSongIds = ["a", "b", "c"],
            RecentFeedback = [float.NaN, 7],
            RecentValence = [float.NegativeInfinity],
            RecentHoursAgo = [float.NaN, 1, 2],
            TopN = -3,
        });

        CollectionAssert.AreEqual(new[] { 1f, 1f, 1f }, output.HistoryFeedback);
        CollectionAssert.AreEqual(new[] { -1f, 0f, 0f }, output.HistoryValence);
        CollectionAssert.AreEqual(new[] { -1f, -1f, 2f }, output.HistoryElapsedHours, "unknown, later than the next song, known");
        CollectionAssert.AreEqual(new[] { 1L }, output.TopN);
    }

    [TestMethod]
    [DataRow("match", 1f, false, 0f, DisplayName = "as trained")]
    [DataRow("match", 3f, false, 2f)]
    [DataRow("match", 0.5f, false, 0f)]
    [DataRow("match", 0.5f, true, 0.5f, DisplayName = "a slider counts at any weight")]
    [DataRow("lift", 1f, false, 1f)]
    [DataRow("Calm ", 0f, true, 0f, DisplayName = "pure taste")]
    [DataRow("lift", float.NaN, false, 1f)]
    public void Map_MoodWeight_IsSharedByTextAndFit(string direction, float weight, bool given, float fit)
    {
        var output = new ListenerContextMapping.Output();
        var input = new ListenerContextMapping.Input { MoodDirection = direction, MoodWeight = weight, GivenValence = given ? 0.5f : float.NaN };
        ListenerContextMapping.Map(input, output, new MoodPoint(-0.5f, 0.25f));

        Assert.AreEqual(fit, output.MoodFit[0]);
        Assert.AreEqual(float.IsNaN(weight) ? 1 : Math.Min(1, weight), output.TextWeight[0]);
        Assert.AreEqual(given ? 0.5f : -0.5f, output.StartValence, "the slider goes before the text");
        Assert.AreEqual(0.25f, output.StartArousal);
    }

    [TestMethod]
    public void Map_Replay_PenalisesTheLatestPlayOfEachSong()
    {
        ListenerContextMapping.Output output = Map(new()
        {
            SeenSongs = "replay",
            RecentSongIds = ["a", "b", "a"],
            RecentHoursAgo = [48, 24, 0],
            ReplayHalfLifeHours = 24,
        });

        CollectionAssert.AreEqual(new[] { 0f, 2f, 4f }, output.ReplayPenalty);
    }

    [TestMethod]
    public void Map_ListPlaceByPlace_AsksForMoreCandidates()
    {
        Assert.AreEqual(20, Map(new() { TopN = 20 }).TopN[0]);
        Assert.AreEqual(400, Map(new() { TopN = 20, Diversity = 0.1f }).TopN[0]);
        Assert.AreEqual(200, Map(new() { TopN = 3, MaxPerArtist = 1 }).TopN[0]);
        Assert.AreEqual(200, Map(new() { TopN = 3, MoodDirection = "lift" }).TopN[0]);
        Assert.AreEqual(3, Map(new() { TopN = 3, MoodDirection = "lift", MoodWeight = 0 }).TopN[0]);
    }

    private static ListenerContextMapping.Output Map(ListenerContextMapping.Input input)
    {
        var output = new ListenerContextMapping.Output();
        ListenerContextMapping.Map(input, output);
        return output;
    }
}
