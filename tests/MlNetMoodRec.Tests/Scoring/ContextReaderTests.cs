using System.Reflection;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Scoring;
using MlNetMoodRec.Tests.Data;

namespace MlNetMoodRec.Tests.Scoring;

[TestClass]
public sealed class ContextReaderTests
{
    [TestMethod]
    public void Columns_EveryPropertyOfAContext_HasOne() => CollectionAssert.AreEquivalent(
        typeof(ListenerContext).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name).ToArray(),
        ContextColumn.All.Select(column => column.Property).ToArray());

    [TestMethod]
    [DataRow("rows.csv")]
    [DataRow("rows.csv.gz")]
    [DataRow("rows.jsonl")]
    [DataRow("rows.jsonl.gz")]
    [DataRow("rows.parquet")]
    public void Read_EveryFormat_GivesTheSameContexts(string name)
    {
        using var folder = new DataFolder();
        ListenerContext[] written = ScoringModel.Listeners(250);
        written[3].Text = "a \"quoted\", | text\nof two lines";
        written[4].RecentSongIds = ["a|b", @"back\slash", @"\|", "plain"];

        ScoringChunk chunk = Read(ContextFile.Write(folder.Name(name), written));

        Assert.IsEmpty(chunk.Rejected);
        CollectionAssert.AreEqual(Enumerable.Range(1, 250).Select(i => (long)i).ToArray(), chunk.Rows.ToArray());
        for (int i = 0; i < written.Length; i++)
        {
            AssertSame(written[i], chunk.Contexts[i], i);
        }
    }

    [TestMethod]
    public void Read_GapsInLists_KeepTheOtherItemsInTheirPlaces()
    {
        using var folder = new DataFolder();
        string json = folder.Text("rows.jsonl", """
            {"user": 874.0, "recent": ["s1", null, 12], "recent_feedback": [0.5, null, "1"], "recent_valence": null, "top": 3}
            {"user": "b", "recent": "s1|s2", "recent_feedback": "0.5|"}
            """);

        ScoringChunk chunk = Read(json);

        Assert.AreEqual("874", chunk.Contexts[0].UserId);
        CollectionAssert.AreEqual(new[] { "s1", "", "12" }, chunk.Contexts[0].RecentSongIds);
        CollectionAssert.AreEqual(new[] { 0.5f, float.NaN, 1f }, chunk.Contexts[0].RecentFeedback);
        Assert.IsEmpty(chunk.Contexts[0].RecentValence);
        Assert.AreEqual(3, chunk.Contexts[0].TopN);
        CollectionAssert.AreEqual(new[] { "s1", "s2" }, chunk.Contexts[1].RecentSongIds);
        CollectionAssert.AreEqual(new[] { 0.5f, float.NaN }, chunk.Contexts[1].RecentFeedback);
        Assert.AreEqual(7, chunk.Contexts[1].TopN);
    }

    [TestMethod]
    public void Read_BadRows_SayWhyAndAreNotTheListenersWords()
    {
        using var folder = new DataFolder();
        string json = folder.Text("rows.jsonl", """
            {"user": "a", "text": "my secret", "recent": ["s1"], "top": 2}
            {"user": "a", "text": ["my secret"]}
            {"user": "a", "text": "my secret", "recent_feedback": ["my secret"], "recent": []}
            {"user": "a", "text": "my secret", "top": 0}
            {"user": "a", "text": "my secret"
            [1]
            {"user": "a", "recent": {"song": 1}}
            {"user": "a", "text": "my secret", "like_weight": -1}
            {"user": "a", "text": "my secret", "text_hours_ago": 1e60}
            """);

        ScoringChunk chunk = Read(json);

        Assert.HasCount(1, chunk.Contexts);
        CollectionAssert.AreEqual(new long[] { 2, 3, 4, 5, 6, 7, 8, 9 }, chunk.Rejected.Select(r => r.Row).ToArray());
        string[] expected =
        [
            "'text' (text): expected a text", "expected a list of numbers, found a text of 9 characters as item 1", "at least 1, found the number 0",
            "broken JSON", "expected one JSON object", "'recent' (recent): expected a list of ids",
            "at least 0, found the number -1", "'text_hours_ago' (text-hours-ago): expected a number",
        ];
        foreach ((string part, RejectedRow rejected) in expected.Zip(chunk.Rejected))
        {
            StringAssert.Contains(rejected.Reason, part);
            StringAssert.StartsWith(rejected.Reason, $"line {rejected.Row}, ");
            Assert.IsFalse(rejected.Reason.Contains("secret", StringComparison.Ordinal), rejected.Reason);
        }
    }

    [TestMethod]
    public void Read_Mapped_TakesTheNamedColumns()
    {
        using var folder = new DataFolder();
        string csv = folder.Text("rows.csv", "who,words,heard\nann,fine,s1|s2\n");

        ScoringChunk chunk = Read(csv, "user=who,text=words,recent=heard");

        Assert.AreEqual("ann", chunk.Contexts[0].UserId);
        Assert.AreEqual("fine", chunk.Contexts[0].Text);
        CollectionAssert.AreEqual(new[] { "s1", "s2" }, chunk.Contexts[0].RecentSongIds);
    }

    [TestMethod]
    public void Read_AColumnThatComesAfterTheSampledRows_IsReadFromThereOn()
    {
        using var folder = new DataFolder();
        IEnumerable<string> early = Enumerable.Repeat("""{"user": "ann", "recent": ["s1"]}""", JsonLinesTableReader.SampledRows);
        string json = folder.Text("rows.jsonl", string.Join('\n', [
            .. early,
            """{"Text": "so tired", "user": "bob", "more": 1, "top_n": 3}""",
            """{"recent": ["s2"], "user": "cem", "excluded_song_ids": ["s3"], "Text": "fine"}""",
        ]));
        using var reader = new ContextReader(Options(json));

        ListenerContext[] contexts = [.. reader.ReadChunk(int.MaxValue, CancellationToken.None).Contexts.TakeLast(3)];

        Assert.AreEqual("", contexts[0].Text);
        Assert.AreEqual(("bob", "so tired", 3), (contexts[1].UserId, contexts[1].Text, contexts[1].TopN));
        Assert.AreEqual(("cem", "fine", 7), (contexts[2].UserId, contexts[2].Text, contexts[2].TopN));
        CollectionAssert.AreEqual(new[] { "s3" }, contexts[2].ExcludedSongIds);
        CollectionAssert.AreEqual(
            new[] { "user=user", "text=Text", "recent=recent", "exclude=excluded_song_ids", "top=top_n" }, reader.UsedColumns.ToArray());
    }

    [TestMethod]
    public void Read_NeitherTextNorRecentSongs_IsAnError()
    {
        using var folder = new DataFolder();
        string csv = folder.Text("rows.csv", "user,words\nann,fine\n");

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => Read(csv));

        StringAssert.Contains(error.Message, "text or recent");
        StringAssert.Contains(error.Message, "words");
    }

    [TestMethod]
    public void ReadChunk_SmallChunks_GiveEveryRowOnce()
    {
        using var folder = new DataFolder();
        using var reader = new ContextReader(Options(ContextFile.Write(folder.Name("rows.jsonl"), ScoringModel.Listeners(25))));
        List<long> rows = [];
        for (ScoringChunk chunk = reader.ReadChunk(4, CancellationToken.None); chunk.Count > 0; chunk = reader.ReadChunk(4, CancellationToken.None))
        {
            rows.AddRange(chunk.Rows);
            Assert.AreEqual(rows[^1], chunk.RowsPassed);
        }

        CollectionAssert.AreEqual(Enumerable.Range(1, 25).Select(i => (long)i).ToArray(), rows);
    }

    private static ScoringChunk Read(string path, string map = "")
    {
        using var reader = new ContextReader(Options(path, map));
        return reader.ReadChunk(1000, CancellationToken.None);
    }

    private static ScoringOptions Options(string path, string map = "") => new()
    {
        Model = "", Input = path, Output = "", Top = 7, ExcludeRecent = false, Reader = new ContextReaderOptions { Map = map },
    };

    private static void AssertSame(ListenerContext expected, ListenerContext actual, int row)
    {
        foreach (PropertyInfo property in typeof(ListenerContext).GetProperties())
        {
            object? there = property.GetValue(actual);
            if (property.GetValue(expected) is Array items)
            {
                CollectionAssert.AreEqual(items, (Array)there!, $"row {row}, {property.Name}");
            }
            else
            {
                Assert.AreEqual(property.GetValue(expected), there, $"row {row}, {property.Name}");
            }
        }
    }
}
