using System.Globalization;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Tests.Data;

[TestClass]
public sealed class InteractionReaderTests : IDisposable
{
    private const string Csv = """
        user_id,item_id,timestamp,rating,review,text_time
        anna,s1,1158019200,5,"good, ""very"" good
        on two lines",after
        ben,s2,1158019201,1,,
        anna,s3,1158019202,3,tired 😴,before

        """;

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Read_CsvWithUsualNames_NeedsNoMapping()
    {
        Interaction[] rows = Read(_folder.Text("a.csv", Csv), out ReadSummary summary);

        Assert.HasCount(3, rows);
        Assert.AreEqual(
            new Interaction
            {
                UserId = "anna",
                SongId = "s1",
                Time = new DateTime(2006, 9, 12, 0, 0, 0, DateTimeKind.Utc),
                Feedback = 1,
                Text = "good, \"very\" good\non two lines",
                TextTime = TextTime.After,
            },
            rows[0]);
        Assert.AreEqual(0f, rows[1].Feedback);
        Assert.AreEqual(("tired 😴", TextTime.Before, 0.5f), (rows[2].Text, rows[2].TextTime, rows[2].Feedback));
        Assert.AreEqual(
            (3L, 3L, 2L, 2, 3, new ValueRange(1, 5)),
            (summary.RowsRead, summary.Kept, summary.WithText, summary.Users, summary.Songs, summary.FeedbackRange!.Value));
    }

    [TestMethod]
    [DataRow(DataFormat.Tsv, "a.tsv")]
    [DataRow(DataFormat.JsonLines, "a.jsonl")]
    [DataRow(DataFormat.JsonLines, "a.jsonl.gz")]
    [DataRow(DataFormat.Csv, "a.csv.gz")]
    [DataRow(DataFormat.Parquet, "a.parquet")]
    public void Read_AnyFormat_GivesTheSameInteractions(DataFormat format, string file)
    {
        Interaction[] expected = Read(_folder.Text("a.csv", Csv.Replace("\non", " on", StringComparison.Ordinal)), out _);
        WriteAs(format, file, expected);

        Interaction[] rows = Read(_folder.Name(file), out _);

        Assert.AreSequenceEqual(expected, rows);
    }

    [TestMethod]
    public void Read_HeaderlessFile_IsMappedByNumbers()
    {
        Interaction[] rows = Read(_folder.Text("a.csv", "7,anna,x\n8,ben,y\n"), out _, new() { Map = "user=1,song=0" });

        Assert.AreSequenceEqual(new[] { ("anna", "7"), ("ben", "8") }, rows.Select(row => (row.UserId, row.SongId)));
    }

    [TestMethod]
    public void Read_MappedNames_AreFoundWithoutCaseAndBlanks()
    {
        Interaction[] rows = Read(_folder.Text("a.csv", " Who , What\nanna,s1\n"), out _, new() { Map = "user=WHO, song=what" });

        Assert.AreEqual(("anna", "s1"), (rows[0].UserId, rows[0].SongId));
    }

    [TestMethod]
    [DataRow("1158019200", "2006-09-12T00:00:00Z")]
    [DataRow("1158019200.5", "2006-09-12T00:00:00.5Z")]
    [DataRow("1158019200000", "2006-09-12T00:00:00Z")]
    [DataRow("-86400", "1969-12-31T00:00:00Z")]
    [DataRow("2006-09-12", "2006-09-12T00:00:00Z")]
    [DataRow("2006-09-12 02:00:00+02:00", "2006-09-12T00:00:00Z")]
    [DataRow("2006-09-12T01:02:03.456Z", "2006-09-12T01:02:03.456Z")]
    [DataRow("2006-09-12T01:02", "2006-09-12T01:02:00Z")]
    public void Read_Time_IsUtc(string written, string expected)
    {
        Interaction[] rows = Read(_folder.Text("a.csv", $"user,song,time\na,s,{written}\n"), out _);

        Assert.AreEqual(DateTime.Parse(expected, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), rows[0].Time);
        Assert.AreEqual(DateTimeKind.Utc, rows[0].Time.Kind);
    }

    [TestMethod]
    public void Read_NoTimes_KeepsTheOrderAndEveryPlay()
    {
        Interaction[] rows = Read(_folder.Text("a.csv", "user,song\na,s\na,s\na,s\n"), out ReadSummary summary);

        Assert.HasCount(3, rows);
        Assert.AreEqual(1, (rows[1].Time - rows[0].Time).TotalSeconds);
        Assert.AreEqual((0L, null), (summary.Duplicates, summary.FirstTime));
    }

    [TestMethod]
    [DataRow("0,1", new[] { 0f, 1f }, DisplayName = "likes stay")]
    [DataRow("0.25,0.5", new[] { 0.25f, 0.5f }, DisplayName = "shares stay")]
    [DataRow("1,2,5", new[] { 0f, 0.25f, 1f }, DisplayName = "stars are scaled")]
    [DataRow("0,100,50", new[] { 0f, 1f, 0.5f }, DisplayName = "percents are scaled")]
    [DataRow("5,5", new[] { 1f, 1f }, DisplayName = "one value is the best")]
    [DataRow("true,False,yes,no", new[] { 1f, 0f, 1f, 0f }, DisplayName = "booleans")]
    [DataRow("like,Skip,played,DISLIKE", new[] { 1f, 0f, 1f, 0f }, DisplayName = "words")]
    [DataRow("5,,1,NaN", new[] { 1f, 1f, 0f, 1f }, DisplayName = "missing is 1")]
    public void Read_Feedback_IsScaledToOne(string written, float[] expected)
    {
        string lines = string.Concat(written.Split(',').Select((value, i) => $"u,s{i},{value}\n"));

        Interaction[] rows = Read(_folder.Text("a.csv", "user,song,rating\n" + lines), out _);

        Assert.AreSequenceEqual(expected, rows.Select(row => row.Feedback));
    }

    [TestMethod]
    public void Read_FeedbackRangeGiven_ScalesByItAndRefusesOthers()
    {
        string path = _folder.Text("a.csv", "user,song,rating\nu,s,3\nu,t,4\n");

        Interaction[] rows = Read(path, out _, new() { FeedbackRange = new ValueRange(1, 5) });
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(
            () => Read(path, out _, new() { FeedbackRange = new ValueRange(1, 3.5) }));

        Assert.AreEqual(0.5f, rows[0].Feedback);
        Assert.Contains("line 3, column 'rating' (feedback): expected a number in 1..3.5, found the number 4", error.Message);
    }

    [TestMethod]
    public void Read_NullsAndDuplicates_AreDroppedAndCounted()
    {
        const string rows = """
            user,song,time,rating,text
            a,s,1,5,x
            ,s,2,5,x
            b,,2,5,x
            b,s,,5,x
            a,s,1,5,x
            a,s,1,5,y
            a,s,1,4,x
            """;

        Read(_folder.Text("a.csv", rows), out ReadSummary summary);

        Assert.AreEqual((7L, 3L, 1L, 1L, 1L, 1L), (
            summary.RowsRead, summary.Kept, summary.WithoutUser, summary.WithoutSong, summary.WithoutTime, summary.Duplicates));
        Assert.AreEqual((1, 1), (summary.Users, summary.Songs));
        Assert.Contains("dropped: 1 without a user, 1 without a song, 1 without a time, 1 duplicates", summary.ToString());
    }

    [TestMethod]
    public void Read_Ids_AreTheSameHoweverTheyWereExported()
    {
        Interaction[] csv = Read(_folder.Text("a.csv", "user,song\n 7 ,874.0\n"), out _);
        Interaction[] json = Read(_folder.Text("a.jsonl", "{\"user\":7,\"song\":874.0}\n{\"user\":9007199254740993,\"song\":\"1.50\"}\n"), out _);

        Assert.AreEqual(("7", "874"), (csv[0].UserId, csv[0].SongId));
        Assert.AreEqual(("7", "874"), (json[0].UserId, json[0].SongId));
        Assert.AreEqual(("9007199254740993", "1.50"), (json[1].UserId, json[1].SongId));
    }

    [TestMethod]
    public void Read_StrayQuotes_AreText()
    {
        Interaction[] csv = Read(_folder.Text("a.csv", "user,song,text\na,s,the 12\" version\na,t,b\n"), out _);
        Interaction[] tsv = Read(_folder.Text("a.tsv", "user\tsong\ttext\na\ts\t\"Heroes\na\tt\tb\n"), out _);

        Assert.AreEqual("the 12\" version", csv[0].Text);
        Assert.AreEqual("\"Heroes", tsv[0].Text);
        Assert.HasCount(2, tsv);
    }

    [TestMethod]
    public void Read_Twice_HashesTheBytesOfTheFile()
    {
        string path = _folder.Text("a.csv", "user,song\na,s\n");
        InteractionReader reader = new(path);

        Assert.HasCount(1, reader.Read());
        Assert.HasCount(1, reader.Read());
        Assert.AreEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))), reader.Summary!.DataHash);
    }

    [TestMethod]
    public void Read_Cancelled_Stops()
    {
        string path = _folder.Text("a.csv", "user,song\n" + string.Concat(Enumerable.Range(0, 70_000).Select(i => $"u{i},s\n")));
        using CancellationTokenSource source = new();
        List<long> reports = [];
        Interaction[] all = [.. new InteractionReader(path).Read(new Report(reports.Add))];

        Assert.ThrowsExactly<OperationCanceledException>(() => new InteractionReader(path).Read(cancellationToken: source.Token).Count(_ =>
        {
            source.Cancel();
            return true;
        }));
        Assert.HasCount(70_000, all);
        Assert.AreSequenceEqual([65_536L, 70_000L], reports);
    }

    private sealed class Report(Action<long> report) : IProgress<long>
    {
        void IProgress<long>.Report(long value) => report(value);
    }

    private static Interaction[] Read(string path, out ReadSummary summary, InteractionReaderOptions? options = null)
    {
        InteractionReader reader = new(path, options);
        Interaction[] rows = [.. reader.Read()];
        summary = reader.Summary!;
        return rows;
    }

    private void WriteAs(DataFormat format, string file, Interaction[] rows)
    {
        switch (format)
        {
            case DataFormat.Tsv:
                _folder.Text(file, "user\tsong\ttime\trating\ttext\ttext_time\n" + string.Concat(rows.Select(row => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.UserId}\t{row.SongId}\t{row.Time:O}\t{row.Feedback}\t{row.Text}\t{row.TextTime}\n"))));
                break;
            case DataFormat.JsonLines:
                string json = string.Concat(rows.Select(row => System.Text.Json.JsonSerializer.Serialize(new
                {
                    extra = new { nested = new[] { 1, 2 } },
                    user = row.UserId,
                    song = row.SongId,
                    time = row.Time,
                    rating = row.Feedback,
                    text = row.Text.Length > 0 ? row.Text : null,
                    text_time = row.TextTime.ToString(),
                }) + "\r\n"));
                _ = file.EndsWith(".gz", StringComparison.Ordinal) ? _folder.Gzip(file, json) : _folder.Text(file, json);
                break;
            default:
                InteractionWriter.Write(_folder.Name(file), rows);
                break;
        }
    }
}
