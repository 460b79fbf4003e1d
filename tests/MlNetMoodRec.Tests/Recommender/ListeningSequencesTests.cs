using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class ListeningSequencesTests
{
    [TestMethod]
    public void Read_RowsOfOneListener_RebuildsTheSequenceWithThePrefixOfTheFirst()
    {
        List<EncodedEvent> rows = [.. Events.Of("u", "c", "d")];
        rows[0].RecentSongIds = ["a", "b"];
        rows[0].RecentFeedback = [0.5f, 0];
        rows[0].RecentValence = [0.25f, -1];
        rows[0].RecentHoursAgo = [5, 2];
        rows[0].Feedback = 0.75f;
        rows[1].RecentSongIds = ["a", "b", "c"];
        rows[1].RecentValence = [0.25f, -1, 0.5f];
        rows[1].RecentHoursAgo = [6, 3, 1];

        // The later row first: time, not the order of rows, decides.
        ListeningSequences data = ListeningSequences.Read(Events.View([rows[1], rows[0]]), [], withMood: false);

        ListeningSequence sequence = data.Sequences.Single();
        CollectionAssert.AreEqual(new[] { "a", "b", "c", "d" }, sequence.Songs.Select(s => data.Songs.Ids[s - 1]).ToArray());
        CollectionAssert.AreEqual(new[] { 0.5f, 0, 0.75f, 1 }, sequence.Feedback);
        CollectionAssert.AreEqual(new[] { 0.25f, -1, 0.5f, 0 }, sequence.Valence);
        CollectionAssert.AreEqual(new[] { 3f, 2, 1, -1 }, sequence.ElapsedHours);
        Assert.AreEqual(2, sequence.FirstTarget);
    }

    [TestMethod]
    public void Read_RowsWithoutHistoryColumns_TakesHoursFromTheTimes()
    {
        ListeningSequence sequence = ListeningSequences.Read(Events.View(Events.Of("u", "a", "b", "c")), [], withMood: false).Sequences.Single();

        CollectionAssert.AreEqual(new[] { 1f, 1, -1 }, sequence.ElapsedHours);
        Assert.AreEqual(0, sequence.FirstTarget);
    }

    [TestMethod]
    public void Read_RowAfterAGapInTheData_StartsASequenceFromItsOwnHistory()
    {
        List<EncodedEvent> rows = [.. Events.Of("u", "a", "d")];
        rows[1].RecentSongIds = ["a", "b", "c"];

        ListeningSequences data = ListeningSequences.Read(Events.View(rows), [], withMood: false);

        Assert.HasCount(2, data.Sequences);
        CollectionAssert.AreEqual(new[] { "a", "b", "c", "d" }, data.Sequences[1].Songs.Select(s => data.Songs.Ids[s - 1]).ToArray());
        Assert.AreEqual(3, data.Sequences[1].FirstTarget);
    }

    [TestMethod]
    public void Read_RepeatedTexts_StoresEachEmbeddingOnce()
    {
        List<EncodedEvent> rows = [.. Events.Of("u", "a", "b", "c", "d")];
        foreach ((int row, string text) in ((int, string)[])[(1, "sad"), (2, "happy"), (3, "sad")])
        {
            rows[row].Text = text;
            rows[row].HasText = 1;
            rows[row].SentimentEmbedding = Events.Embedding(text.Length);
        }

        ListeningSequences data = ListeningSequences.Read(Events.View(rows), [], withMood: true);

        CollectionAssert.AreEqual(new[] { 0, 1, 2, 1 }, data.Sequences.Single().Texts);
        Assert.AreEqual(3, data.Texts.Count);
        Assert.AreEqual(3f, data.Texts.Values[(2 * 512) + 5]);
    }

    [TestMethod]
    public void Read_ExcludedSongs_AreKeptWhereTheModelKnowsThem()
    {
        List<EncodedEvent> rows = [.. Events.Of("u", "a", "b")];
        rows[1].ExcludedSongIds = ["a", "unknown"];
        ListeningSequences train = ListeningSequences.Read(Events.View(Events.Of("u", "a", "b", "a")), [], withMood: false);

        ListeningSequence sequence = ListeningSequences.Read(Events.View(rows), train.Songs, withMood: false).Sequences.Single();

        Assert.IsNull(sequence.Excluded[0]);
        CollectionAssert.AreEqual(new[] { 0 }, sequence.Excluded[1]!.ToArray());
    }

    [TestMethod]
    public void Read_WithMoodButNoEmbedding_SaysWhatIsMissing()
    {
        var view = Events.Context.Data.LoadFromEnumerable([new { UserId = "u", SongId = "a" }]);

        string message = Assert.ThrowsExactly<MoodRecException>(() => ListeningSequences.Read(view, [], withMood: true)).Message;

        StringAssert.Contains(message, "SentimentEmbedding");
        StringAssert.Contains(message, "UseMood");
    }
}
