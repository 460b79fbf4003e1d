using System.Text.Json.Nodes;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Benchmarks;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Benchmarks;

/// <summary>The tables of new listeners and of long histories.</summary>
[TestClass]
public class LastFmHistoriesTests
{
    private const int Artists = 30;

    private string _folder = "";

    /// <summary>Listener u tags the artists u to u + 5, the last of which is the target: each follows the one before it, and all are as popular.</summary>
    [TestInitialize]
    public void MakeData()
    {
        _folder = Directory.CreateTempSubdirectory("moodrec-lastfm").FullName;
        string data = Path.Combine(_folder, "data", "lastfm-s3rec");
        Directory.CreateDirectory(data);
        File.WriteAllLines(Path.Combine(data, "LastFM.txt"), Lines(0, 6));
        File.WriteAllLines(Path.Combine(data, "LastFM_sample.txt"), Lines(10, 4));
    }

    [TestCleanup]
    public void DeleteData() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Run_ShorterHistories_AreAskedOfTheFittedModel()
    {
        BenchmarkTable table = NewListeners(Run(mayResume: false));

        CollectionAssert.AreEqual(new[] { "last 0", "last 1", "last 3", "last 10", "all" }, table.Metrics.ToArray());
        CollectionAssert.AreEqual(new double[] { 0, 0, 0, 0, 0 }, Means(table, "popularity"));
        CollectionAssert.AreEqual(new double[] { 0, 1, 1, 1, 1 }, Means(table, "sequential-rules"));
        BenchmarkRow rules = table.Rows.Single(r => r.Method == "sequential-rules");
        Assert.AreEqual(new BenchmarkValue(0, 0, 0), rules.Differences[0], "after nothing it goes by popularity");
        Assert.AreEqual(new BenchmarkValue(1, 1, 1), rules.Differences[1]);
    }

    [TestMethod]
    public void Run_ShorterHistories_LeaveOutAllArtistsTaggedBefore()
    {
        Run(mayResume: false);

        // Of 30 artists as popular as each other the five that were tagged before are no candidates: the middle of 25.
        JsonArray histories = State("popularity")["shorterHistories"]!.AsArray();
        Assert.HasCount(4, histories);
        Assert.IsTrue(histories.SelectMany(h => h!["ranks"]!.AsArray()).All(rank => rank!.GetValue<double>() == 13));
    }

    [TestMethod]
    public void Run_Resumed_AsksWhatWasNotAskedBefore()
    {
        Run(mayResume: false);
        JsonObject old = State("sequential-rules");
        old.Remove("shorterHistories");
        File.WriteAllText(StatePath("sequential-rules"), old.ToJsonString());
        File.SetLastWriteTimeUtc(StatePath("popularity"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        BenchmarkTable table = NewListeners(Run(mayResume: true));

        Assert.AreEqual(2020, File.GetLastWriteTimeUtc(StatePath("popularity")).Year, "what is complete is kept");
        Assert.HasCount(4, State("sequential-rules")["shorterHistories"]!.AsArray());
        CollectionAssert.AreEqual(new double[] { 0, 1, 1, 1, 1 }, Means(table, "sequential-rules"));
    }

    [TestMethod]
    public void LongHistories_ListenersWithMore_HaveColumnsOfTheirOwn()
    {
        RankingRuns runs = new(
            [[Made("lstm", [1, 1, 1])], [Made("lstm-10", [20, 20, 1])], [Made("lstm-50", [1, 20, 1])], [Made("lstm-200", [1, 1, 1])]]);

        BenchmarkTable table = LastFmHistories.LongHistories(runs, Listeners(4, 51, 60));

        CollectionAssert.AreEqual(
            new[] { "lstm-10", "lstm-50", "lstm-200" }, table.Rows.Select(r => r.Method).ToArray(), "the LSTM with chosen options is of other tables");
        CollectionAssert.AreEqual(new[] { "HR@10", "NDCG@10", "HR@10, more than 50", "NDCG@10, more than 50" }, table.Metrics.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 1.0 }, Means(table, "lstm-200"));
        Assert.AreEqual(2 / 3.0, Means(table, "lstm-50")[0], 1e-9);
        Assert.AreEqual(0.5, Means(table, "lstm-50")[2], 1e-9);
        Assert.AreEqual(0.5, table.Rows[2].Differences[2].Mean, 1e-9);
        StringAssert.Contains(table.Protocol, "67 % have 10, 67 % have 25, 67 % have 50, 0 % have 100, 0 % have 200 or more");
        StringAssert.Contains(table.Protocol, "2 have more than 50");
        StringAssert.Contains(Markdown(table), "HR@10, more than 50 less lstm-50");
    }

    [TestMethod]
    public void Run_OtherLengths_AreLeftOutUnlessNamed()
    {
        BenchmarkResult result = Run(mayResume: false);
        Assert.IsFalse(result.Tables.Any(t => t.Title.StartsWith("Long histories", StringComparison.Ordinal)));
        Assert.IsFalse(result.Costs.Any(c => c.Method == "lstm-10"));
    }

    private static string Markdown(BenchmarkTable table) => BenchmarkMarkdown.Write(new BenchmarkResult
    {
        Name = "lastfm", DataSet = "", DataHash = "", Protocol = [], Seeds = [1], Machine = "", Version = "", Tables = [table],
    });

    private static MethodRun Made(string method, double?[] ranks) => new()
    {
        Method = method, Seed = 1, Options = [], Ranks = ranks, CandidateRanks = [], FitSeconds = 0, EvaluateSeconds = 0, PeakMemoryBytes = 0, SongsRecommended = 0, Songs = 100,
    };

    private static RankingData Listeners(params int[] songs) => new()
    {
        Train = null!,
        TrainAndValidation = null!,
        ValidationRows = [],
        TestRows = [.. songs.Select((n, i) => new ListenerEvent { UserId = $"u{i}", RecentSongIds = [.. Enumerable.Range(0, n).Select(s => $"{s}")] })],
        Protocol = new Protocol(),
        ChosenBy = RankingMetric.Ndcg,
    };

    private static BenchmarkTable NewListeners(BenchmarkResult result) => result.Tables.Single(t => t.Title.StartsWith("New listeners", StringComparison.Ordinal));

    private static double[] Means(BenchmarkTable table, string method) => [.. table.Rows.Single(r => r.Method == method).Values.Select(v => v!.Mean)];

    private static IEnumerable<string> Lines(int first, int count) => Enumerable.Range(0, Artists).Select(u =>
        $"{u + 1} {string.Join(' ', Enumerable.Range(u + first, count).Select(a => 1 + (a % Artists)))}");

    private JsonObject State(string method) => JsonNode.Parse(File.ReadAllText(StatePath(method)))!.AsObject();

    private string StatePath(string method) => Path.Combine(_folder, "out", "state", "lastfm", $"{method}-1.json");

    private BenchmarkResult Run(bool mayResume) => Benchmark.Run(new BenchmarkOptions
    {
        Name = BenchmarkName.LastFm,
        DataFolder = Path.Combine(_folder, "data"),
        OutputFolder = Path.Combine(_folder, "out"),
        Methods = ["popularity", "sequential-rules"],
        MayResume = mayResume,
    });
}
