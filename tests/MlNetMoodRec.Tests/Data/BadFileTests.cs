using MlNetMoodRec.Data;

namespace MlNetMoodRec.Tests.Data;

/// <summary>Files that cannot be used, as people really have them: each must say what is wrong and where, and never quote a text.</summary>
[TestClass]
public sealed class BadFileTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Read_MissingFile_SaysSo() => Fails("There is no file", _folder.Name("none.csv"));

    [TestMethod]
    public void Read_MissingFileOfUnknownFormat_SaysThatItIsMissing() => Fails("There is no file", _folder.Name("none.dat"));

    [TestMethod]
    public void Read_Folder_SaysSo() => Fails("is a folder", Path.GetDirectoryName(_folder.Name("x"))!);

    [TestMethod]
    public void Read_UnknownExtension_NamesTheFormats() => Fails("csv, tsv, jsonl, parquet or sequences", _folder.Text("a.txt", "x"));

    [TestMethod]
    [DataRow("a.csv", "")]
    [DataRow("a.jsonl", "")]
    [DataRow("a.parquet", "")]
    [DataRow("a.jsonl.gz", "")]
    public void Read_EmptyFile_SaysSo(string file, string content) => Fails("is empty", _folder.Text(file, content));

    [TestMethod]
    public void Read_HeaderOnly_SaysThatThereAreNoRows() => Fails("holds no rows", _folder.Text("a.csv", "user,song\n"));

    [TestMethod]
    public void Read_GzipOfNothing_SaysThatNothingIsThere() => Fails(
        "holds no rows",
        _folder.Bytes("a.csv.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]));

    [TestMethod]
    public void Read_OnlyNulls_CountsThem() => Fails("2 without a user", _folder.Text("a.csv", "user,song\n,s\n,t\n"));

    [TestMethod]
    public void Read_WrongMapping_NamesTheColumnsThatAreThere() =>
        Fails(
            "there is no column 'reviewer', which is mapped to user; no column is mapped to song, and none has a usual name for it. " +
            "Its columns are: reviewerID, asin.",
            _folder.Text("a.csv", "reviewerID,asin\na,s\n"),
            new() { Map = "user=reviewer" });

    [TestMethod]
    public void Read_WrongMappingOfJson_NamesItsKeys() =>
        Fails("in its first 1000 rows, which is mapped to user", _folder.Text("a.jsonl", "{\"who\":1,\"song\":2}\n"), new() { Map = "user=user" });

    [TestMethod]
    public void Read_FileWithoutHeader_DoesNotQuoteLongFields()
    {
        string review = new('x', 200);

        MoodRecException error = Fails("Its columns are: u1, s1, (200 characters).", _folder.Text("a.csv", $"u1,s1,{review}\n"));

        Assert.DoesNotContain(review, error.Message);
        Assert.Contains("a file without a header is mapped by column numbers", error.Message);
    }

    [TestMethod]
    public void Options_SeveralMistakes_AreReportedAtOnce()
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => new InteractionReaderOptions
        {
            Map = "user,listener=x,song=a,song=b",
            FeedbackRange = new ValueRange(5, 1),
            Separator = '\n',
        }.Validate());

        string[] expected = ["'user' is not of the form", "key 'listener' is none of user, song, time", "'song' twice", "FeedbackRange is 5..1", "Separator"];
        foreach (string part in expected)
        {
            Assert.Contains(part, error.Message);
        }
    }

    [TestMethod]
    [DataRow("a,s,12 Sept,5,hi", "column 'time' (time): expected unix seconds, unix milliseconds or ISO 8601, found a text of 7 characters")]
    [DataRow("a,s,1e30,5,hi", "column 'time' (time): expected unix seconds, unix milliseconds or ISO 8601, found the number 1e30")]
    [DataRow("a,s,1,great song,hi", "column 'rating' (feedback): expected a number, true or false, like or skip, found a text of 10 characters")]
    [DataRow("a,s,1,5", "expected 5 fields as in the first row, found 4")]
    [DataRow("a,s,1,5,hi,there", "expected 5 fields as in the first row, found 6")]
    [DataRow("a,s,1,5,\"hi\" there", "text after the closing quote")]
    [DataRow("a,s,1,5,\"hi there", "a quoted field that is never closed")]
    public void Read_BadRow_NamesLineAndColumnButNoText(string row, string expected)
    {
        string path = _folder.Text("a.csv", $"user,song,time,rating,text\na,s,1,5,\"two\nlines\"\n{row}\n");

        MoodRecException error = Fails($"'{path}', line 4, {expected}", path);

        Assert.Contains("--on-bad-row skip", error.Message);
        Assert.DoesNotContain("hi", error.Message.Replace(path, "", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("{\"user\":\"a\",\"song\":\"s\"", "broken JSON at byte 23")]
    [DataRow("{\"user\":\"a\",\"song\":\"s\"} {}", "broken JSON at byte 25")]
    [DataRow("[1]", "expected one JSON object a line, found a list")]
    [DataRow("{\"user\":\"a\",\"song\":\"s\",\"text\":[\"hi\"]}", "column 'text' (text): expected a text, found a list or an object")]
    [DataRow("{\"user\":\"a\",\"song\":\"s\",\"text\":7}", "column 'text' (text): expected a text, found the number 7")]
    public void Read_BadJson_NamesLineAndColumn(string row, string expected) =>
        Fails($", line 2, {expected}", _folder.Text("a.jsonl", $"{{\"user\":\"a\",\"song\":\"s\",\"text\":null}}\n{row}\n"));

    [TestMethod]
    public void Read_BadRowsSkipped_AreCounted()
    {
        const string rows = "user,song,time\na,s,1\na,s\na,s,soon\nb,t,2\nb,t,\"3\"x\nc,u,4\n";
        InteractionReader csv = new(_folder.Text("a.csv", rows), new() { OnBadRow = BadRowHandling.Skip });
        InteractionReader json = new(
            _folder.Text("a.jsonl", "{\"user\":1,\"song\":2}\n{\"user\":1\nnull\n{\"user\":1,\"song\":3}\n"),
            new() { OnBadRow = BadRowHandling.Skip });

        Assert.HasCount(3, csv.Read());
        Assert.HasCount(2, json.Read());
        Assert.AreEqual((6L, 3L), (csv.Summary!.RowsRead, csv.Summary.BadRows));
        Assert.AreEqual((4L, 2L), (json.Summary!.RowsRead, json.Summary.BadRows));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(9)]
    [DataRow(400)]
    public void Read_GzipCutOff_SaysSo(int cut)
    {
        string rows = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{{\"user\":{i * i % 977},\"song\":{i * 31 % 877}}}\n"));

        Fails("is not a complete gzip file", _folder.Gzip("a.jsonl.gz", rows, cut));
    }

    [TestMethod]
    public void Read_PlainFileNamedGz_SaysSo() => Fails("is not a complete gzip file", _folder.Text("a.csv.gz", "user,song\na,s\n"));

    [TestMethod]
    public void Read_ParquetCutOff_SaysSo()
    {
        Interaction[] rows = [.. Enumerable.Range(0, 100).Select(i => new Interaction { UserId = $"u{i}", SongId = "s", Time = DateTime.UnixEpoch })];
        InteractionWriter.Write(_folder.Name("a.parquet"), rows);
        byte[] whole = File.ReadAllBytes(_folder.Name("a.parquet"));

        Fails("is not a complete Parquet file", _folder.Bytes("cut.parquet", whole[..^20]));
        Fails("is not a complete Parquet file", _folder.Bytes("hole.parquet", [.. whole[..4], .. new byte[200], .. whole[204..]]));
        Fails("is not a complete Parquet file", _folder.Text("text.parquet", "user,song\na,s\n"));
    }

    [TestMethod]
    public void Read_OtherEncoding_NamesTheColumn()
    {
        byte[] latin1 = System.Text.Encoding.Latin1.GetBytes("user,song,text\na,s,ok\na,t,tr\u00E8s bien\n");
        byte[] json = System.Text.Encoding.Latin1.GetBytes("{\"user\":\"a\",\"song\":\"s\",\"text\":\"tr\u00E8s bien\"}\n");
        byte[] header = System.Text.Encoding.Latin1.GetBytes("user,song,r\u00E9ponse\na,s,ok\n");

        Fails(", line 3, column 'text': expected UTF-8", _folder.Bytes("a.csv", latin1));
        Fails(", line 1, column 'text': expected UTF-8", _folder.Bytes("a.jsonl", json));
        Fails("is not a text file in UTF-8", _folder.Bytes("b.csv", header));
    }

    [TestMethod]
    public void LoadCatalogue_ValenceOutsideItsRange_AsksForTheRange()
    {
        string path = _folder.Text("songs.csv", "id,title,valence,energy,tempo\n1,A,-2,50,0\n2,,1,100,120\n2,B,0,0,1\n,C,0,0,1\n");

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => new CatalogueReader(path).Read());
        CatalogueReader reader = new(path, new() { ValenceRange = new ValueRange(-2, 2), EnergyRange = new ValueRange(0, 100) });
        IReadOnlyList<Song> songs = reader.Read();

        Assert.Contains("line 2, column 'valence' (valence): expected a number in 0..1, or another range", error.Message);
        Assert.AreSequenceEqual(
            new Song[]
            {
                new() { Id = "1", Title = "A", Valence = 0, Energy = 0.5f },
                new() { Id = "2", Tempo = 120, Valence = 0.75f, Energy = 1 },
            },
            songs);
        Assert.AreEqual((4L, 1L, 1L, 1), (reader.Summary!.RowsRead, reader.Summary.WithoutId, reader.Summary.Duplicates, reader.Summary.WithoutTitle));
    }

    private static MoodRecException Fails(string expected, string path, InteractionReaderOptions? options = null)
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => new InteractionReader(path, options).Read().Count());
        Assert.Contains(expected, error.Message);
        return error;
    }
}
