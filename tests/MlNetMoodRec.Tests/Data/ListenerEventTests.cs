using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Histories;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Tests.Mood;

namespace MlNetMoodRec.Tests.Data;

[TestClass]
public sealed class ListenerEventTests
{
    private static readonly MLContext Context = new(seed: 1);
    private static readonly DateTime Start = new(2024, 5, 1, 8, 0, 0, DateTimeKind.Utc);

    // Hours after the start; ben's event lies between anna's and must not be in her history.
    private static readonly Interaction[] Evening =
    [
        Played("anna", "s1", 0, 1f),
        Played("anna", "s2", 0.5, 0.25f, "what a drag"),
        Played("ben", "s9", 0.6, 1f, "fine", TextTime.Before),
        Played("anna", "s3", 2, 0.5f, "tired", TextTime.Before),
        Played("anna", "s1", 2.1, 0f),
        Played("anna", "s4", 30, 1f),
    ];

    [TestMethod]
    public void WithHistory_Events_HoldWhatLiesBeforeThem()
    {
        ListenerEvent[] rows = Rows(Evening, new HistoryOptions());

        Assert.AreSequenceEqual(["s1", "s2", "s9", "s3", "s1", "s4"], rows.Select(row => row.SongId));
        Assert.IsEmpty(rows[0].RecentSongIds);
        Assert.IsEmpty(rows[2].RecentSongIds, "ben has no history");
        Assert.AreSequenceEqual(["s1", "s2", "s3"], rows[4].RecentSongIds);
        Assert.AreSequenceEqual([1f, 0.25f, 0.5f], rows[4].RecentFeedback);
        Assert.AreSequenceEqual([2.1f, 1.6f, 0.1f], rows[4].RecentHoursAgo.Select(hours => MathF.Round(hours, 4)));
        Assert.IsEmpty(rows[4].RecentValence);
        Assert.IsEmpty(rows[4].ExcludedSongIds);
        Assert.AreEqual(("anna", 0f, Start.AddHours(2.1), 10), (rows[4].UserId, rows[4].Feedback, rows[4].Time, rows[4].TopN));
    }

    [TestMethod]
    public void WithHistory_MoodText_IsTheCheckInOrTheLastTextBefore()
    {
        ListenerEvent[] rows = Rows(Evening, new HistoryOptions());

        Assert.AreSequenceEqual(["", "", "fine", "tired", "tired", ""], rows.Select(row => row.Text));
    }

    [TestMethod]
    [DataRow(null, "tired")]
    [DataRow(28.0, "tired")]
    [DataRow(27.9, "")]
    public void WithHistory_MoodWindow_EndsATextsTime(double? hours, string expected) =>
        Assert.AreEqual(expected, Rows(Evening, new HistoryOptions { MoodWindowHours = hours })[5].Text);

    [TestMethod]
    public void WithHistory_OwnReview_IsNeverTheMoodText()
    {
        Interaction[] reviews = [Played("anna", "s1", 0, 1, "first"), Played("anna", "s2", 500, 1, "second")];

        ListenerEvent[] rows = Rows(reviews, new HistoryOptions { MoodWindowHours = null });

        Assert.AreSequenceEqual(["", "first"], rows.Select(row => row.Text));
    }

    [TestMethod]
    public void WithHistory_Sessions_StartAfterAPause()
    {
        ListenerEvent[] rows = Rows(Evening, new HistoryOptions { SessionGapHours = 1 });

        Assert.AreSequenceEqual([true, false, true, true, false, true], rows.Select(row => row.IsSessionStart));
    }

    [TestMethod]
    public void WithHistory_Length_KeepsTheLatest()
    {
        Assert.AreSequenceEqual(["s3", "s1"], Rows(Evening, new HistoryOptions { Length = 2 })[5].RecentSongIds);
        Assert.AreSequenceEqual(["s1", "s2", "s3", "s1"], Rows(Evening, new HistoryOptions { Length = HistoryOptions.FullLength })[5].RecentSongIds);
    }

    [TestMethod]
    public void WithHistory_ExcludeSeen_LeavesTheTargetACandidate()
    {
        ListenerEvent[] rows = Rows(Evening, new HistoryOptions { Length = 1, ExcludeSeen = true });

        Assert.AreSequenceEqual(["s2", "s3"], rows[4].ExcludedSongIds, "s1 is played again");
        Assert.AreSequenceEqual(["s1", "s2", "s3"], rows[5].ExcludedSongIds, "beyond the length of the history, each once");
    }

    [TestMethod]
    public void WithHistory_Valences_AreReadOnceForEachText()
    {
        Interaction[] interactions = [.. Evening, Played("anna", "s5", 31, 1, "tired"), Played("anna", "s6", 32, 1)];
        List<string> asked = [];
        InteractionStore store = InteractionStore.From(interactions, () => true);

        IDataView view = Context.MoodRec().Data.WithHistory(store, new HistoryOptions(), texts =>
        {
            asked.AddRange(texts);
            return [.. texts.Select(text => text.Length / 100f)];
        });

        Assert.AreSequenceEqual(["what a drag", "fine", "tired"], asked);
        Assert.AreSequenceEqual([0f, 0.11f, 0.05f, 0f, 0f, 0.05f], Rows(view)[^1].RecentValence);
    }

    [TestMethod]
    public void WithHistory_EncoderFolder_ReadsWhatWasWrittenAtPastSongs()
    {
        using SyntheticEncoder folder = new();
        using MoodEncoder encoder = MoodEncoder.Load(folder.Folder);

        ListenerEvent[] rows = Rows(Evening, new HistoryOptions { EncoderFolder = folder.Folder });

        float[] expected = [0, encoder.Read("what a drag").Valence, encoder.Read("tired").Valence, 0];
        Assert.AreNotEqual(0f, expected[2]);
        Assert.AreSequenceEqual(expected, rows[5].RecentValence);
    }

    [TestMethod]
    public void WithHistory_TiesInTime_CountInTheOrderOfTheFile()
    {
        Interaction[] sameDay = [Played("a", "s1", 24, 1), Played("a", "s2", 0, 1), Played("a", "s3", 24, 1), Played("a", "s4", 0, 1)];

        ListenerEvent[] rows = Rows(sameDay, new HistoryOptions());

        Assert.AreSequenceEqual(["s2", "s4", "s1", "s3"], rows.Select(row => row.SongId));
        Assert.AreSequenceEqual(["s2", "s4", "s1"], rows[3].RecentSongIds);
    }

    [TestMethod]
    public void WithHistory_DataWithoutTimes_HasNoHoursAndOneSession()
    {
        using DataFolder folder = new();
        DataCatalog data = Context.MoodRec().Data;
        InteractionDataView interactions = data.LoadInteractions(
            folder.Text("a.txt", "u1 s1 s2 s3\nu2 s4 s1\n"),
            new InteractionReaderOptions { Format = DataFormat.Sequences });

        // Through another view too: that the times are an order must not get lost.
        foreach (IDataView input in new[] { interactions, Context.Data.TakeRows(interactions, 10) })
        {
            ListenerEvent[] rows = Rows(data.WithHistory(input, length: 50));

            Assert.AreSequenceEqual(["s1", "s4", "s2", "s1", "s3"], rows.Select(row => row.SongId), "place by place");
            Assert.AreSequenceEqual(["s1", "s2"], rows[4].RecentSongIds);
            Assert.IsEmpty(rows[4].RecentHoursAgo);
            Assert.AreSequenceEqual([true, true, false, false, false], rows.Select(row => row.IsSessionStart));
        }
    }

    [TestMethod]
    public void WithHistory_Schema_IsThatOfListenerEvent()
    {
        DataViewSchema expected = Context.Data.LoadFromEnumerable(Array.Empty<ListenerEvent>()).Schema;

        DataViewSchema schema = Context.MoodRec().Data.WithHistory(Evening).Schema;

        Assert.AreSequenceEqual(expected.Select(column => (column.Name, column.Type)), schema.Select(column => (column.Name, column.Type)));
    }

    [TestMethod]
    public void WithHistory_EstimatorsAndModels_TakeTheRows()
    {
        using DataFolder folder = new();
        DataCatalog data = Context.MoodRec().Data;
        IDataView events = data.WithHistory(data.LoadInteractions(
            folder.Text("a.txt", "u1 s1 s2 s3\nu2 s4 s1\n"),
            new InteractionReaderOptions { Format = DataFormat.Sequences }));

        ITransformer model = Context.Transforms.Concatenate("Both", "Feedback", "Feedback").Fit(events);
        using MemoryStream zip = new();
        Context.Model.Save(model, events.Schema, zip);
        ITransformer loaded = Context.Model.Load(zip, out DataViewSchema schema);

        Assert.AreEqual(5, loaded.Transform(events).GetColumn<VBuffer<float>>("Both").Count());
        Assert.AreEqual(events.Schema.Count, schema.Count);
        Assert.AreEqual(5, Context.Data.Cache(events).GetColumn<string>("SongId").Count());
        Assert.AreEqual(5, Context.Data.ShuffleRows(events).GetColumn<string>("SongId").Count());
    }

    [TestMethod]
    public void WithHistory_WrongOptions_AreReportedAtOnce()
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(
            () => new HistoryOptions { Length = 0, SessionGapHours = double.NaN, MoodWindowHours = -1 }.Validate());

        Assert.Contains("Length is 0", error.Message);
        Assert.Contains("SessionGapHours is NaN", error.Message);
        Assert.Contains("MoodWindowHours is -1", error.Message);
    }

    [TestMethod]
    public void WithHistory_DataWithoutUsers_NamesItsColumns()
    {
        IDataView songs = Context.Data.LoadFromEnumerable([new { SongId = "a" }]);

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => Context.MoodRec().Data.WithHistory(songs, length: 5));

        Assert.Contains("no column 'UserId' of the type String. Its columns are: SongId (String)", error.Message);
    }

    private static Interaction Played(
        string user, string song, double hour, float feedback, string text = "", TextTime textTime = TextTime.After) =>
        new() { UserId = user, SongId = song, Time = Start.AddHours(hour), Feedback = feedback, Text = text, TextTime = textTime };

    private static ListenerEvent[] Rows(IEnumerable<Interaction> interactions, HistoryOptions options) =>
        Rows(Context.MoodRec().Data.WithHistory(interactions, options));

    private static ListenerEvent[] Rows(IDataView events) => [.. Context.Data.CreateEnumerable<ListenerEvent>(events, reuseRowObject: false)];
}
