using System.Text.Json;
using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Search;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Tests.Data;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Evaluation.Search;

[TestClass]
public sealed class LstmSearchTests
{
    private static readonly SearchOptions Small = new()
    {
        Trials = 5,
        Epochs = 4,
        Reduction = 2,
        Parallel = 2,
        Space = new SearchSpace
        {
            LearningRate = new(1e-3, 1e-1) { Logarithmic = true },
            Units = new(4, 12) { Step = 4 },
            SongDimension = new(4, 8) { Step = 4 },
            MoodDimension = new(4, 4),
        },
    };

    private static DataFolder s_folder = null!;
    private static Interaction[] s_log = null!;
    private static SearchResult s_undisturbed = null!;

    [ClassInitialize]
    public static void Search(TestContext _)
    {
        s_folder = new DataFolder();
        s_log = [.. new SimulatedPlatform(new SimulationOptions { Listeners = 25, Songs = 30, Interactions = 600 }).Interactions()];
        InteractionWriter.Write(s_folder.Name("interactions.csv"), s_log);
        s_undisturbed = Run("undisturbed");
    }

    [ClassCleanup]
    public static void Delete() => s_folder.Dispose();

    [TestMethod]
    public void Run_OneTrialAtATime_GivesTheSameAsTwo() => AssertSame(s_undisturbed, Run("one", Small with { Parallel = 1 }));

    [TestMethod]
    public void Run_OtherSeed_TriesOthers()
    {
        SearchResult other = Run("seed", Small with { Trials = 2, Epochs = 1 }, seed: 2);

        Assert.AreNotEqual(s_undisturbed.Trials[1].Options.LearningRate, other.Trials[1].Options.LearningRate);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(60)]
    public void Run_CancelledAgainAndAgain_EndsAsAnUndisturbedSearch(int reportsBetween)
    {
        string name = $"cancelled-{reportsBetween}";
        int stops = 0;
        SearchResult? result = null;
        while (result is null)
        {
            using var stop = new CancellationTokenSource();
            int reports = 0;
            // A search that does nothing but be stopped would never end: each time it may come a little further.
            int allowed = reportsBetween + (stops * 10);
            try
            {
                result = Run(name, progress: new Synchronous(_ =>
                {
                    if (++reports == allowed)
                    {
                        stop.Cancel();
                    }
                }), cancellation: stop.Token);
            }
            catch (OperationCanceledException)
            {
                stops++;
            }
        }

        Assert.IsGreaterThan(0, stops);
        AssertSame(s_undisturbed, result);
        Assert.IsFalse(Directory.Exists(Path.Combine(s_folder.Name(name), "trials")), "a finished search leaves no checkpoints");
    }

    [TestMethod]
    public void Run_LineOfTheJournalCutOff_TrainsThatTrialAgain()
    {
        string journal = Path.Combine(s_folder.Name("cut"), "journal.jsonl");
        Run("cut");
        byte[] bytes = File.ReadAllBytes(journal);
        File.WriteAllBytes(journal, bytes[..(bytes.Length * 2 / 3)]);

        AssertSame(s_undisturbed, Run("cut"));
        CollectionAssert.AreEquivalent(
            Lines(bytes), Lines(File.ReadAllBytes(journal)), "the journal is whole again");

        static string[] Lines(byte[] journal) =>
            [.. System.Text.Encoding.UTF8.GetString(journal).Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => l[..l.IndexOf("\"seconds\"", StringComparison.Ordinal)])];
    }

    [TestMethod]
    public void Run_FolderOfAnotherSearchOrDamaged_IsRefused()
    {
        string journal = Path.Combine(s_folder.Name("other"), "journal.jsonl");
        Run("other", Small with { Trials = 2, Epochs = 1 });

        string other = Message(() => Run("other", Small with { Trials = 3, Epochs = 1 }));
        File.AppendAllText(journal, "nonsense\n");
        string damaged = Message(() => Run("other", Small with { Trials = 2, Epochs = 1 }));

        StringAssert.Contains(other, "options.trials is 2 there and 3 now");
        StringAssert.Contains(damaged, "line 4 is no line of a search's journal");
    }

    [TestMethod]
    public void Run_OtherTestPart_ChangesNothing()
    {
        Interaction[] byTime = [.. s_log.OrderBy(i => i.Time)];
        DateTime testStart = byTime[(int)(byTime.Length * 0.95)].Time;
        InteractionWriter.Write(
            s_folder.Name("other-test.csv"), s_log.Select(i => i.Time >= testStart ? i with { SongId = byTime[0].SongId, Feedback = 0, Text = "other words" } : i));

        SearchResult other = Run("test-part", file: "other-test.csv");

        Assert.AreNotEqual(s_undisturbed.DataHash, other.DataHash);
        AssertSame(s_undisturbed with { DataHash = other.DataHash }, other);
    }

    [TestMethod]
    public void BestOptions_TrainedStraightThrough_GiveTheSameCurve()
    {
        Assert.AreEqual(4, s_undisturbed.BestOptions.Epochs);
        var context = new MLContext(1);
        var dataOptions = new EventDataOptions { Path = s_folder.Name("interactions.csv") };
        EventData data = EventData.Load(context, dataOptions);
        List<double> curve = [];
        var progress = new SynchronousRun(p =>
        {
            if (p.Training?.ValidationNdcg is double ndcg)
            {
                curve.Add(ndcg);
            }
        });

        new TrainingRun(context, new TrainingRunOptions { Method = RecommenderMethod.Lstm, Lstm = s_undisturbed.BestOptions }).Run(data, dataOptions, progress).Dispose();

        Assert.AreEqual(s_undisturbed.Best.BestNdcg, curve.Max());
        Assert.AreEqual(s_undisturbed.Best.Epochs[^1].ValidationNdcg, curve[^1]);
    }

    [TestMethod]
    public void Best_OfAllTrials_HasTheHighestValidationNdcg()
    {
        Assert.AreEqual(s_undisturbed.Trials.Max(t => t.BestNdcg), s_undisturbed.Best.BestNdcg);
        Assert.AreEqual(s_undisturbed.Best.Epochs[s_undisturbed.Best.BestEpoch - 1].ValidationNdcg, s_undisturbed.Best.BestNdcg);
        Assert.AreEqual("1x5 2x2 4x1", string.Join(' ', s_undisturbed.Rungs.Select(r => $"{r.Epochs}x{r.Trials}")));
    }

    [TestMethod]
    public void Run_MethodWithoutAnLstm_IsRefused()
    {
        string message = Message(() => _ = new LstmSearch(new MLContext(), new TrainingRunOptions { Method = RecommenderMethod.Als }, Small));

        StringAssert.Contains(message, "als");
    }

    [TestMethod]
    public void Save_Result_WritesWhatCanBeReadAndSeen()
    {
        string folder = s_folder.Name("undisturbed");

        s_undisturbed.Save(folder);

        AssertSame(s_undisturbed, JsonSerializer.Deserialize<SearchResult>(File.ReadAllText(Path.Combine(folder, "search.json")), EvaluationJson.Options)!);
        Assert.AreEqual(s_undisturbed.BestOptions, MoodLstmOptionsFile.Read(Path.Combine(folder, "best.json")));
        string svg = File.ReadAllText(Path.Combine(folder, "search.svg"));
        foreach (string label in (string[])["Learning rate", "Validation NDCG@10", "Best so far", "0.01"])
        {
            StringAssert.Contains(svg, label);
        }

        byte[] png = File.ReadAllBytes(Path.Combine(folder, "search.png"));
        CollectionAssert.AreEqual((byte[])[0x89, .. "PNG"u8], png[..4]);
    }

    private static SearchResult Run(
        string folder,
        SearchOptions? options = null,
        int seed = 1,
        string file = "interactions.csv",
        IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var context = new MLContext(seed);
        var dataOptions = new EventDataOptions { Path = s_folder.Name(file) };
        var start = new MoodLstmOptions { Units = 8, SongDimension = 8, HistoryLength = 10 };
        var search = new LstmSearch(context, new TrainingRunOptions { Method = RecommenderMethod.Lstm, Lstm = start, Seed = seed }, options ?? Small);
        return search.Run(EventData.Load(context, dataOptions, cancellation: cancellation), dataOptions, s_folder.Name(folder), progress, cancellation);
    }

    /// <summary>All but the time that it took and the number of trials side by side.</summary>
    private static void AssertSame(SearchResult expected, SearchResult actual) => Assert.AreEqual(Describe(expected), Describe(actual));

    private static string Describe(SearchResult result) => JsonSerializer.Serialize(
        result with { Options = result.Options with { Parallel = 0 }, Trials = [.. result.Trials.Select(t => t with { Seconds = 0 })] }, EvaluationJson.Options);

    private static string Message(Action action) => Assert.ThrowsExactly<MoodRecException>(action).Message;

    private sealed class Synchronous(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }

    private sealed class SynchronousRun(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
