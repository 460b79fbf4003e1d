using CsCheck;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Tests.Data;

[TestClass]
public sealed class WriterTests : IDisposable
{
    private static readonly Gen<string> GenText = Gen.OneOf("", "plain", "a,b;c", "\"quoted\"", "two\nlines\r\nand more", "=1+1", " blanks ", "emoji 😴 ü");

    private static readonly Gen<Interaction> GenInteraction =
        from user in Gen.Int[0, 5]
        from song in Gen.Int[0, 9]
        from microseconds in Gen.Long[-1_000_000_000_000_000, 2_000_000_000_000_000]
        from feedback in Gen.Float[0, 1]
        from text in GenText
        from isBefore in Gen.Bool
        select new Interaction
        {
            UserId = $"u{user}",
            SongId = $"s,{song}",
            Time = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond),
            Feedback = feedback,
            Text = text,
            TextTime = isBefore && text.Length > 0 ? TextTime.Before : TextTime.After,
        };

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("a.csv")]
    [DataRow("a.csv.gz")]
    [DataRow("a.parquet")]
    public void Write_Interactions_AreReadBackBitForBit(string file) =>
        GenInteraction.Array[1, 20].Sample(
            rows =>
            {
                rows = [.. rows.Distinct()];
                string path = _folder.Name(file);
                InteractionWriter.Write(path, rows);
                byte[] first = File.ReadAllBytes(path);
                InteractionWriter.Write(path, rows);
                return File.ReadAllBytes(path).SequenceEqual(first) && new InteractionReader(path).Read().SequenceEqual(rows);
            },
            threads: 1,
            iter: 50);

    [TestMethod]
    [DataRow("songs.csv")]
    [DataRow("songs.parquet")]
    public void Write_Songs_AreReadBack(string file)
    {
        Song[] songs =
        [
            new() { Id = "1", Title = "Übung, \"No. 1\"", Artist = "A", Genre = "rock", Tempo = 123.456f, Valence = 0.1f, Energy = 1 },
            new() { Id = "2" },
        ];

        CatalogueWriter.Write(_folder.Name(file), songs);

        Assert.AreSequenceEqual(songs, new CatalogueReader(_folder.Name(file)).Read());
    }

    [TestMethod]
    public void Write_SeveralRowGroups_AreReadInOrder()
    {
        IEnumerable<Interaction> rows = Enumerable.Range(0, 140_000).Select(i => new Interaction
        {
            UserId = $"u{i % 100}", SongId = $"s{i % 37}", Time = DateTime.UnixEpoch.AddSeconds(i),
        });

        InteractionWriter.Write(_folder.Name("a.parquet"), rows);

        Assert.IsTrue(new InteractionReader(_folder.Name("a.parquet")).Read().SequenceEqual(rows));
    }

    [TestMethod]
    [DataRow("a.csv")]
    [DataRow("a.parquet")]
    public void Write_Interrupted_LeavesTheOldFile(string file)
    {
        Interaction row = new() { UserId = "u", SongId = "s", Time = DateTime.UnixEpoch };
        InteractionWriter.Write(_folder.Name(file), [row]);

        Assert.ThrowsExactly<InvalidOperationException>(() => InteractionWriter.Write(_folder.Name(file), Failing(row)));

        Assert.AreSequenceEqual([file], _folder.Files);
        Assert.HasCount(1, new InteractionReader(_folder.Name(file)).Read());
    }

    [TestMethod]
    [DataRow("a.xlsx")]
    [DataRow("a.parquet.gz")]
    [DataRow("none/a.csv")]
    public void Write_WrongPath_SaysSo(string file) =>
        Assert.Contains("cannot be written", Assert.ThrowsExactly<MoodRecException>(() => InteractionWriter.Write(_folder.Name(file), [])).Message);

    private static IEnumerable<Interaction> Failing(Interaction row)
    {
        yield return row;
        throw new InvalidOperationException();
    }
}
