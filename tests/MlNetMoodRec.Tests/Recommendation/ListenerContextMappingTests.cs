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

    private static ListenerContextMapping.Output Map(ListenerContextMapping.Input input)
    {
        var output = new ListenerContextMapping.Output();
        ListenerContextMapping.Map(input, output);
        return output;
    }
}
