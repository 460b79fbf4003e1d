using MlNetMoodRec.Evaluation.Benchmarks;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Benchmarks;

/// <summary>A whole benchmark on a small data set of the same form.</summary>
[TestClass]
public class BenchmarkRunTests
{
    private string _folder = "";

    [TestInitialize]
    public void MakeData()
    {
        _folder = Directory.CreateTempSubdirectory("moodrec-benchmark").FullName;
        string data = Path.Combine(_folder, "data", "nowplaying-sessions");
        Directory.CreateDirectory(data);
        WriteGzip(Path.Combine(data, "train_sessions.txt.gz"), Enumerable.Range(0, 60).Select(i => $"{1 + (i % 6)} {2 + (i % 6)} {3 + (i % 6)}"));
        WriteGzip(Path.Combine(data, "test_prefix_target.tsv.gz"), ["1 2\t3", "1\t2", "4 5\t6", "7\t8"]);
    }

    [TestCleanup]
    public void DeleteData() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Run_SimpleMethods_LeavesAResultThatIsReadBack()
    {
        BenchmarkResult result = Benchmark.Run(Options("popularity", "markov"));
        BenchmarkTable table = result.Tables.Single();
        CollectionAssert.AreEqual(new[] { "popularity", "markov" }, table.Rows.Select(r => r.Method).ToArray());
        CollectionAssert.AreEqual(new[] { "P@20", "MRR@20" }, table.Metrics.ToArray());
        Assert.AreEqual(1, table.Rows[1].Values[1]!.Mean, 1e-9, "each song is followed by one other");
        StringAssert.Contains(table.Protocol, "3 test sessions", "the two prefixes of one session belong together");
        string file = Path.Combine(_folder, "out", "nowplaying.json");
        Assert.AreEqual(BenchmarkMarkdown.Write(result), BenchmarkMarkdown.Write(BenchmarkResult.Load(file)));
        Assert.AreEqual(BenchmarkMarkdown.Write(result), File.ReadAllText(Path.ChangeExtension(file, "md")));
    }

    [TestMethod]
    public void Run_Resumed_KeepsWhatWasDone()
    {
        Benchmark.Run(Options("markov"));
        string kept = Path.Combine(_folder, "out", "state", "nowplaying", "markov-1.json");
        File.SetLastWriteTimeUtc(kept, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        BenchmarkResult result = Benchmark.Run(Options("sequential-rules") with { MayResume = true });
        Assert.AreEqual(2020, File.GetLastWriteTimeUtc(kept).Year);
        CollectionAssert.AreEqual(new[] { "markov", "sequential-rules" }, result.Tables[0].Rows.Select(r => r.Method).ToArray());
        Assert.HasCount(8, result.Costs[1].Trials);
        Assert.AreEqual(result.Costs[1].Trials.MaxBy(t => t.Validation)!.Options.ToJsonString(), result.Costs[1].Options.ToJsonString());
    }

    [TestMethod]
    public void Run_FolderWithResults_NeedsResume()
    {
        Benchmark.Run(Options("popularity"));
        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => Benchmark.Run(Options("popularity"))).Message, "--resume");
    }

    [TestMethod]
    public void Run_OtherData_IsRefused()
    {
        Benchmark.Run(Options("popularity"));
        WriteGzip(Path.Combine(_folder, "data", "nowplaying-sessions", "test_prefix_target.tsv.gz"), ["1\t2"]);
        StringAssert.Contains(
            Assert.ThrowsExactly<MoodRecException>(() => Benchmark.Run(Options("popularity") with { MayResume = true })).Message, "other data");
    }

    [TestMethod]
    public void Run_LastFm_PutsTheGruBesideTheLstmAndChoosesStaticAlsOfEight()
    {
        MakeLastFm();

        BenchmarkResult result = Benchmark.Run(Options("als-static", "gru", "lstm") with
        {
            Name = BenchmarkName.LastFm, Lstm = new() { Units = 8, SongDimension = 8, Epochs = 1, Cell = RecurrentCell.Gru },
        });

        CollectionAssert.AreEqual(
            new[] { "als-static", "lstm", "gru" }, result.Tables[0].Rows.Where(r => !r.IsPublished).Select(r => r.Method).ToArray());
        Assert.HasCount(8, result.Costs[0].Trials);
        Assert.IsEmpty(result.Costs.Skip(1).SelectMany(c => c.Trials), "options given are not chosen from");
        StringAssert.Contains(result.Protocol[2], "but the LSTM and the GRU, whose options were given");
        Assert.IsNull(result.Costs[1].Options["cell"], "the row of the LSTM is one, whatever the options given");
        Assert.AreEqual("gru", (string?)result.Costs[2].Options["cell"]);
        Assert.IsGreaterThan(0.9, result.Tables[1].Rows[0].Values[2]!.Mean, "both negatives are of the other taste");
    }

    [TestMethod]
    public void Run_LastFm_ChoosesTheOptionsOfLstmAndGruOfEightEach()
    {
        MakeLastFm();

        BenchmarkResult result = Benchmark.Run(Options("lstm", "gru") with { Name = BenchmarkName.LastFm });

        StringAssert.StartsWith(result.Protocol[2], "Options of every method:");
        foreach (BenchmarkCost cost in result.Costs)
        {
            Assert.HasCount(8, cost.Trials.Select(t => t.Options.ToJsonString()).Distinct());
            Assert.AreEqual(cost.Trials.MaxBy(t => t.Validation)!.Options.ToJsonString(), cost.Options.ToJsonString());
            Assert.IsTrue(cost.Trials.All(t => (string?)t.Options["cell"] == (cost.Method == "gru" ? "gru" : null)));
        }
    }

    [TestMethod]
    public void Run_UnknownMethod_NamesTheKnown()
    {
        string message = Assert.ThrowsExactly<MoodRecException>(() => Benchmark.Run(Options("magic"))).Message;
        StringAssert.Contains(message, "magic");
        StringAssert.Contains(message, "session-knn");
    }

    /// <summary>Two tastes of six artists each.</summary>
    private void MakeLastFm()
    {
        string data = Path.Combine(_folder, "data", "lastfm-s3rec");
        Directory.CreateDirectory(data);
        File.WriteAllLines(Path.Combine(data, "LastFM.txt"), Enumerable.Range(0, 12).Select(u => $"{u} {string.Join(' ', Enumerable.Range(0, 5).Select(i => 1 + (u % 2 * 6) + ((u + i) % 6)))}"));
        File.WriteAllLines(Path.Combine(data, "LastFM_sample.txt"), Enumerable.Range(0, 12).Select(u => $"{u} {1 + ((u + 1) % 2 * 6)} {2 + ((u + 1) % 2 * 6)}"));
    }

    private static void WriteGzip(string path, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(new System.IO.Compression.GZipStream(File.Create(path), System.IO.Compression.CompressionLevel.Fastest));
        foreach (string line in lines)
        {
            writer.Write(line + "\n");
        }
    }

    private BenchmarkOptions Options(params string[] methods) => new()
    {
        Name = BenchmarkName.NowPlaying,
        DataFolder = Path.Combine(_folder, "data"),
        OutputFolder = Path.Combine(_folder, "out"),
        Methods = methods,
    };
}
