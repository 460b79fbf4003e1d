using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MlNetMoodRec.Evaluation.Search;
using MlNetMoodRec.Tests.Data;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Evaluation.Search;

[TestClass]
public sealed class SuccessiveHalvingTests
{
    /// <summary>Validation NDCG@10 by trial and epoch; the fourth trial diverges.</summary>
    private static readonly double[][] Curves =
    [
        [0.10, 0.60, 0.70, 0.80],
        [0.30, 0.25, 0.20, 0.20],
        [0.20, 0.35, 0.30, 0.50],
        [],
        [0.20, 0.10, 0.10, 0.10],
        [0.05, 0.90, 0.90, 0.90],
    ];

    [TestMethod]
    [DataRow(27, 9, 1, 3, "1x27 3x9 9x3")]
    [DataRow(10, 5, 1, 3, "1x10 5x3")]
    [DataRow(6, 4, 1, 2, "1x6 2x3 4x1")]
    [DataRow(20, 16, 2, 4, "4x20 16x5")]
    [DataRow(2, 9, 1, 3, "1x2 3x1 9x1")]
    [DataRow(5, 1, 1, 3, "1x5")]
    public void Plan_TrialsAndEpochs_GivesTheRungs(int trials, int epochs, int minEpochs, int reduction, string expected)
    {
        IReadOnlyList<SearchRung> rungs = SuccessiveHalving.Plan(trials, epochs, minEpochs, reduction);

        Assert.AreEqual(expected, string.Join(' ', rungs.Select(r => $"{r.Epochs}x{r.Trials}")));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void Run_CurvesByHand_TrainsWhatTheTableSays(int parallel)
    {
        var calls = new ConcurrentBag<string>();

        IReadOnlyList<SearchTrial> trials = Run(calls, parallel);

        // After one epoch the best three are 2 (.30), 3 and 5 (.20, the earlier first); after two 3 (.35) leads 2 (.30).
        string[] expected = ["1:0-1", "2:0-1", "2:1-2", "3:0-1", "3:1-2", "3:2-4", "4:0-1", "5:0-1", "5:1-2", "6:0-1"];
        CollectionAssert.AreEqual(expected, calls.Order(StringComparer.Ordinal).ToArray());
        TrialState[] states = [TrialState.Dropped, TrialState.Dropped, TrialState.Completed, TrialState.Failed, TrialState.Dropped, TrialState.Dropped];
        CollectionAssert.AreEqual(states, trials.Select(t => t.State).ToArray());
        SearchTrial best = SuccessiveHalving.Rank(trials).First();
        Assert.AreEqual((3, 0.50, 4), (best.Number, best.BestNdcg, best.BestEpoch));
        Assert.AreEqual("Training diverged.", trials[3].Error);
    }

    [TestMethod]
    public void Run_BestTrialStopsEarly_KeepsItsPlaceUntrained()
    {
        var calls = new ConcurrentBag<string>();

        IReadOnlyList<SearchTrial> trials = Run(calls, parallel: 2, isOver: t => t.Number == 2);

        Assert.AreEqual("2:0-1", calls.Single(c => c.StartsWith('2')));
        Assert.IsFalse(calls.Any(c => c.EndsWith("-4", StringComparison.Ordinal) && !c.StartsWith('3')));
        Assert.AreEqual(TrialState.Completed, trials[1].State);
    }

    [TestMethod]
    public void Run_EveryTrialFails_EndsWithoutABest()
    {
        IReadOnlyList<SearchTrial> trials = Run([], parallel: 2, fails: _ => true);

        Assert.IsTrue(trials.All(t => t.State == TrialState.Failed && t.Rung == 1));
        Assert.IsEmpty(SuccessiveHalving.Rank(trials));
    }

    [TestMethod]
    public void Run_TrainingFaults_StopsAndTellsTheFault()
    {
        var fault = Assert.ThrowsExactly<IOException>(() => Run([], parallel: 2, fails: t => t.Number == 3 ? throw new IOException("disk full") : false));

        Assert.AreEqual("disk full", fault.Message);
    }

    [TestMethod]
    public void Run_Progress_ReachesTheEnd()
    {
        List<SearchProgress> reports = [];

        Run([], parallel: 1, progress: new Synchronous(reports.Add));

        Assert.AreEqual(1.0, reports[^1].Share, 1e-9);
        Assert.AreEqual(0.50, reports[^1].BestNdcg);
        Assert.IsTrue(reports.Zip(reports.Skip(1)).All(p => p.First.Share <= p.Second.Share + 1e-9));
    }

    private static IReadOnlyList<SearchTrial> Run(
        ConcurrentBag<string> calls,
        int parallel,
        Func<SearchTrial, bool>? isOver = null,
        Func<SearchTrial, bool>? fails = null,
        IProgress<SearchProgress>? progress = null)
    {
        using var folder = new DataFolder();
        using SearchJournal journal = SearchJournal.Open(folder.Name("journal.jsonl"), new JsonObject());
        MoodLstmOptions[] options = [.. Curves.Select(_ => new MoodLstmOptions { Epochs = 4 })];
        var runner = new SearchRunner(SuccessiveHalving.Plan(Curves.Length, 4, 1, 2), parallel, journal, Train, _ => { });
        return runner.Run(options, progress, CancellationToken.None);

        SearchTrial Train(SearchTrial trial, int untilEpoch, IProgress<TrainingProgress> report, CancellationToken cancellation)
        {
            calls.Add($"{trial.Number}:{trial.Epochs.Count}-{untilEpoch}");
            double[] curve = Curves[trial.Number - 1];
            if (curve.Length == 0 || fails?.Invoke(trial) == true)
            {
                return trial with { State = TrialState.Failed, Error = "Training diverged." };
            }

            report.Report(new TrainingProgress { Epoch = untilEpoch, Step = untilEpoch, TotalSteps = 4, Elapsed = TimeSpan.Zero, Remaining = TimeSpan.Zero });
            return trial with
            {
                Epochs = [.. curve.Take(untilEpoch).Select(ndcg => new TrainingEpoch(1, null, ndcg))],
                State = untilEpoch == 4 || isOver?.Invoke(trial) == true ? TrialState.Completed : TrialState.Racing,
            };
        }
    }

    private sealed class Synchronous(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }
}
