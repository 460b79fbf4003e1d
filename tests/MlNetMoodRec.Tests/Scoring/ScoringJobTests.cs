using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Scoring;
using MlNetMoodRec.Tests.Data;

namespace MlNetMoodRec.Tests.Scoring;

[TestClass]
public sealed class ScoringJobTests : IDisposable
{
    private const int Rows = 60;
    private const int RowsPerChunk = 5;

    private readonly DataFolder _folder = new();
    private readonly string _model;

    public ScoringJobTests() => _model = ScoringModel.WriteTo(Path.GetDirectoryName(_folder.Name("x"))!);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("in.csv", "out.csv")]
    [DataRow("in.jsonl.gz", "out.jsonl")]
    [DataRow("in.parquet", "out.parquet")]
    [DataRow("in.csv.gz", "out.jsonl.gz")]
    [DataRow("in.jsonl", "out.csv.gz")]
    public void Run_EveryFormat_GivesWhatTheModelGivesEachRowInOrder(string input, string output)
    {
        ListenerContext[] listeners = ScoringModel.Listeners(Rows);
        ScoringOptions options = Options(ContextFile.Write(_folder.Name(input), listeners), output);

        ScoringSummary summary = new ScoringJob(options, RowsPerChunk).Run();

        Assert.AreEqual(Rows, summary.Scored);
        ScoredRow[] rows = Read(options.Output);
        CollectionAssert.AreEqual(Enumerable.Range(1, Rows).Select(i => (long)i).ToArray(), rows.Select(r => r.Row).ToArray());
        using MoodRecModel model = MoodRecModel.Load(_model);
        for (int i = 0; i < Rows; i++)
        {
            Assert.AreEqual(listeners[i].UserId, rows[i].UserId);
            listeners[i].ExcludedSongIds = [.. listeners[i].ExcludedSongIds, .. listeners[i].RecentSongIds];
            AnswerAssert.AreSame(model.Recommend(listeners[i]), rows[i].Answer, $"row {i + 1}");
        }

        CollectionAssert.AreEquivalent(new[] { "model.zip", input, output }, _folder.Files.ToArray());
    }

    [TestMethod]
    [DataRow("out.csv")]
    [DataRow("out.jsonl.gz")]
    [DataRow("out.parquet")]
    public void Run_StoppedAfterAnyChunk_GivesTheSameBytes(string output)
    {
        string input = ContextFile.WriteWithBadRows(_folder.Name("in.csv"), ScoringModel.Listeners(Rows));
        ScoringOptions options = Options(input, output);
        new ScoringJob(options, RowsPerChunk).Run();
        byte[] whole = File.ReadAllBytes(options.Output);
        byte[] rejects = File.ReadAllBytes(RejectedRow.PathOf(options.Output));
        File.Delete(options.Output);
        string partial = ScoringJournal.FolderOf(options.Output);

        foreach (int chunks in new[] { 1, 8, 11 })
        {
            StopAfter(options, chunks);
            Assert.IsFalse(File.Exists(options.Output), "complete or absent");
            foreach (string file in Directory.GetFiles(partial, "answers.*").Append(Path.Combine(partial, "rejects.jsonl")))
            {
                File.AppendAllText(file, "what a kill leaves of a chunk that was not finished");
            }

            List<string> notes = [];
            ScoringSummary summary = new ScoringJob(options, RowsPerChunk).Run(notes.Add);

            Assert.IsGreaterThan(0, summary.Resumed);
            Assert.IsTrue(notes.Exists(note => note.StartsWith("going on after row", StringComparison.Ordinal)));
            CollectionAssert.AreEqual(whole, File.ReadAllBytes(options.Output), $"after {chunks} chunks");
            CollectionAssert.AreEqual(rejects, File.ReadAllBytes(RejectedRow.PathOf(options.Output)));
            Assert.IsFalse(Directory.Exists(partial));
            File.Delete(options.Output);
        }
    }

    [TestMethod]
    [DataRow("out.csv", false)]
    [DataRow("out.csv", true)]
    [DataRow("out.parquet", false)]
    public void Run_StoppedBetweenTheLastRowAndTheOutput_OnlyPutsItInPlace(string output, bool wasMoved)
    {
        string input = ContextFile.WriteWithBadRows(_folder.Name("in.csv"), ScoringModel.Listeners(Rows));
        ScoringOptions options = Options(input, output);
        new ScoringJob(options, RowsPerChunk).Run();
        byte[] whole = File.ReadAllBytes(options.Output);
        string partial = ScoringJournal.FolderOf(options.Output);

        // A folder in the output's place lets everything be done but the last step.
        File.Delete(options.Output);
        var blocker = new Reports(1, () => Directory.CreateDirectory(options.Output));
        Assert.ThrowsExactly<MoodRecException>(() => new ScoringJob(options, RowsPerChunk).Run(null, blocker));
        Directory.Delete(options.Output);
        Assert.Contains("\"isComplete\": true", File.ReadAllText(Path.Combine(partial, "state.json")));
        if (wasMoved)
        {
            File.Move(Directory.GetFiles(partial, "answers.*").Single(), options.Output);
        }

        new ScoringJob(options, RowsPerChunk).Run();

        CollectionAssert.AreEqual(whole, File.ReadAllBytes(options.Output));
        Assert.IsFalse(Directory.Exists(partial));
    }

    [TestMethod]
    public void Run_UnfinishedWorkOfOtherOptions_IsNotMixedIn()
    {
        string input = Input();
        ScoringOptions options = Options(input, "out.csv");
        StopAfter(options, 2);

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => new ScoringJob(options with { Top = 3 }, RowsPerChunk).Run());
        StringAssert.Contains(error.Message, "top '10' instead of '3'");
        StringAssert.Contains(error.Message, "--restart");
        File.AppendAllText(input, "u1,,,,,,,,,\n");
        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => new ScoringJob(options, RowsPerChunk).Run()).Message, "another input");

        Assert.AreEqual(Rows + 1, new ScoringJob(options with { Restart = true }, RowsPerChunk).Run().Scored);
    }

    [TestMethod]
    public void Run_AnotherRunWritesTheOutput_IsRefused()
    {
        string input = Input();
        ScoringOptions options = Options(input, "out.csv");
        StopAfter(options, 2);
        using var other = new FileStream(Path.Combine(ScoringJournal.FolderOf(options.Output), "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => new ScoringJob(options, RowsPerChunk).Run());

        StringAssert.Contains(error.Message, "another run");
    }

    [TestMethod]
    public void Run_RecentSongsIncluded_MayRecommendThem()
    {
        string json = _folder.Text("in.jsonl", """{"recent": ["s1", "s2"], "top": 40}""");

        new ScoringJob(Options(json, "with.jsonl") with { ExcludeRecent = false }).Run();
        new ScoringJob(Options(json, "without.jsonl")).Run();

        Assert.HasCount(40, Read(_folder.Name("with.jsonl")).Single().Answer.SongIds);
        Assert.HasCount(38, Read(_folder.Name("without.jsonl")).Single().Answer.SongIds);
    }

    [TestMethod]
    public void Run_InputCutOff_LeavesNoOutput()
    {
        string whole = string.Concat(Enumerable.Range(0, 500).Select(i => $"{{\"user\": \"u{i}\", \"text\": \"i feel {new Random(i).Next()}\"}}\n"));

        string input = _folder.Gzip("in.jsonl.gz", whole, cut: 2000);

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => new ScoringJob(Options(input, "out.csv"), RowsPerChunk).Run());
        StringAssert.Contains(error.Message, "not a complete gzip file");
        Assert.IsFalse(File.Exists(_folder.Name("out.csv")));
    }

    [TestMethod]
    public void Run_ThingsThatCannotBeUsed_AreErrorsThatLeaveNothing()
    {
        string input = Input();
        string garbage = _folder.Bytes("garbage.zip", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))]);
        (ScoringOptions Options, string Part)[] wrong =
        [
            (Options(input, "out.csv") with { Model = garbage }, "not a whole model zip"),
            (Options(input, "out.csv") with { Model = "nowhere.zip" }, "nowhere.zip"),
            (Options(_folder.Name("nothing.csv"), "out.csv"), "There is no file"),
            (Options(_folder.Text("empty.csv", ""), "out.csv"), "is empty"),
            (Options(_folder.Bytes("broken.parquet", [80, 65, 82, 49, 0, 0, 0, 0, 0, 0, 0]), "out.csv"), "Parquet"),
            (Options(input, "no-such-folder/out.csv"), "folder does not exist"),
            (Options(input, "out.xlsx"), "name it .csv"),
            (Options(input, "in.csv"), "is the input as well"),
            (Options(input, "out.csv") with { Top = 0 }, "Top is 0"),
            (Options(_folder.Text("no-user.csv", "text\nhappy\n"), "out.csv") with { Shard = new UserShard(1, 2) }, "mapped to user"),
        ];
        string[] before = [.. _folder.Files];

        foreach ((ScoringOptions options, string part) in wrong)
        {
            MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => new ScoringJob(options, RowsPerChunk).Run(), part);
            StringAssert.Contains(error.Message, part);
        }

        CollectionAssert.AreEquivalent(before, _folder.Files.ToArray());
        Assert.IsFalse(Directory.Exists(ScoringJournal.FolderOf(_folder.Name("out.csv"))));
    }

    [TestMethod]
    public void Run_BadRowsInEveryChunk_AreAllRejectedWithTheirNumbers()
    {
        string input = _folder.Text("in.jsonl", string.Concat(Enumerable.Range(1, 40).Select(i => i % 3 == 0 ? "{\"text\": 1}\n" : "{\"text\": \"happy\"}\n")));

        ScoringSummary summary = new ScoringJob(Options(input, "out.jsonl"), RowsPerChunk).Run();

        long[] bad = [.. RejectedRow.Read(summary.Rejects!).Select(row => row.Row)];
        CollectionAssert.AreEqual(Enumerable.Range(1, 40).Where(i => i % 3 == 0).Select(i => (long)i).ToArray(), bad);
        CollectionAssert.AreEqual(Enumerable.Range(1, 40).Select(i => (long)i).Except(bad).ToArray(), Read(summary.Output).Select(row => row.Row).ToArray());
    }

    private string Input() => ContextFile.Write(_folder.Name("in.csv"), ScoringModel.Listeners(Rows));

    private ScoringOptions Options(string input, string output) => new() { Model = _model, Input = input, Output = _folder.Name(output) };

    /// <summary>Stops a run when it reports a chunk, whose rows may be durable by then or not.</summary>
    private static void StopAfter(ScoringOptions options, int chunks)
    {
        using var stop = new CancellationTokenSource();
        var progress = new Reports(chunks, stop.Cancel);
        try
        {
            new ScoringJob(options, RowsPerChunk).Run(null, progress, stop.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static ScoredRow[] Read(string path) => [.. ScoredRow.Read(path, AsideFile.FormatOf(path))];

    /// <summary>Does something when the n-th chunk is reported.</summary>
    private sealed class Reports(int n, Action action) : IProgress<ScoringProgress>
    {
        private int _reports;

        public void Report(ScoringProgress value)
        {
            if (++_reports == n)
            {
                action();
            }
        }
    }
}
