using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Experiments;

[TestClass]
public sealed class ExperimentTests
{
    private static readonly ExperimentOptions Tiny = new()
    {
        EncoderFolder = Repository.Path("models", "mood-encoder"),
        Simulation = new SimulationOptions { Listeners = 60, Songs = 120, Interactions = 1_500 },
        Lstm = new MoodLstmOptions { Units = 16, SongDimension = 8, Epochs = 2 },
        Als = new AlsOptions { Factors = 8, Iterations = 3 },
        PolicyListeners = 12,
        PolicySessions = 1,
        LiftStrengths = [1],
        LiftSimulation = new SimulationOptions { Listeners = 40, Songs = 80, Interactions = 800 },
    };

    private string _folder = "";

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("moodrec-experiment-").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Run_TinyPlatform_HoldsEveryMethodWithItsMetricsAndModels()
    {
        ExperimentResult result = Experiment.Run(Tiny, _folder);

        string[] methods = ["popularity", "content", "als", "lstm", "mood-lstm", ExperimentMethods.Logging, ExperimentMethods.Oracle];
        CollectionAssert.AreEqual(methods, result.Methods.Select(m => m.Method).ToArray());
        SeedResult seed = result.Seeds.Single();
        CollectionAssert.AreEqual(methods, seed.Methods.Select(m => m.Method).ToArray());
        Assert.AreEqual((1_500, 60, 120), (seed.Log.Interactions, seed.Log.Listeners, seed.Log.Songs));
        Assert.AreEqual("all", seed.MoodReading[0].Texts);
        Assert.AreEqual(seed.MoodReading[0].Count, seed.MoodReading.Skip(1).Sum(r => r.Count));
        Assert.HasCount(2, seed.Methods.Single(m => m.Method == "mood-lstm").Epochs);
        Assert.IsNull(seed.Methods.Single(m => m.Method == ExperimentMethods.Logging).Ranking);
        Assert.AreEqual(0, seed.Methods.Single(m => m.Method == ExperimentMethods.Logging).Policy!.EngagementIncrease);
        Assert.AreEqual(1, result.Methods.Single(m => m.Method == ExperimentMethods.Oracle).ShareOfOracle!.Mean, 1e-12);
        foreach (MethodResult method in seed.Methods.Where(m => m.Cost is not null))
        {
            using MoodRecModel model = MoodRecModel.Load(Path.Combine(_folder, "models", "seed-1", method.Method + ".zip"));
            Assert.AreEqual(method.Method, model.Manifest.Method);
            Assert.AreEqual(150, method.Likes!.Events);
        }

        Assert.AreEqual(1, result.Lift!.Points.Single().MoodStrength);
    }

    [TestMethod]
    public void Run_StoppedAndResumed_EndsAsAnUndisturbedRun()
    {
        ExperimentOptions options = Tiny with { LiftStrengths = [] };
        ExperimentResult undisturbed = Experiment.Run(options, Path.Combine(_folder, "undisturbed"));

        string stopped = Path.Combine(_folder, "stopped");
        foreach (string stopAt in (string[])["seed 1, content", "seed 1, mood-lstm"])
        {
            using var stop = new CancellationTokenSource();
            var progress = new Synchronous(p =>
            {
                if (p.Step == stopAt && p.Details.Length > 0)
                {
                    stop.Cancel();
                }
            });
            Assert.Throws<OperationCanceledException>(() => Experiment.Run(options, stopped, resume: true, progress, stop.Token));
        }

        ExperimentResult resumed = Experiment.Run(options, stopped, resume: true);

        foreach ((MethodResult expected, MethodResult actual) in undisturbed.Seeds[0].Methods.Zip(resumed.Seeds[0].Methods))
        {
            Assert.AreEqual(expected.Ranking?.Overall, actual.Ranking?.Overall, expected.Method);
            Assert.AreEqual(expected.Likes?.Brier, actual.Likes?.Brier, expected.Method);
            Assert.AreEqual(expected.Policy?.Satisfaction, actual.Policy?.Satisfaction, expected.Method);
            CollectionAssert.AreEqual(expected.Epochs.ToArray(), actual.Epochs.ToArray(), expected.Method);
        }

        Assert.AreEqual(undisturbed.Methods.Single(m => m.Method == "lstm").Proposed, resumed.Methods.Single(m => m.Method == "lstm").Proposed);
    }

    [TestMethod]
    public void Run_FolderWithAnotherExperiment_IsRefused()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Experiment.Run(Tiny, _folder, cancellation: stop.Token));

        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => Experiment.Run(Tiny, _folder)).Message, "--resume");
        StringAssert.Contains(
            Assert.ThrowsExactly<MoodRecException>(() => Experiment.Run(Tiny with { K = 5 }, _folder, resume: true)).Message, "other options");
    }

    [TestMethod]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        string message = Assert.ThrowsExactly<MoodRecException>((Tiny with { Seeds = 0, K = 0, LiftStrengths = [2] }).Validate).Message;

        StringAssert.Contains(message, "Seeds is 0");
        StringAssert.Contains(message, "K is 0");
        StringAssert.Contains(message, "LiftStrengths are 2");
    }

    /// <summary>No influence of mood, no lift: the interval of the difference holds 0.</summary>
    [TestMethod]
    [TestCategory("Slow")]
    public void Lift_WithoutInfluenceOfMood_HoldsZero()
    {
        ExperimentOptions options = Tiny with
        {
            Lstm = new MoodLstmOptions(),
            Seeds = 4,
            LiftStrengths = [0],
            LiftSimulation = new SimulationOptions { Listeners = 200, Songs = 300, Interactions = 8_000 },
        };

        PairedDifference atZero = Experiment.Run(options, _folder).Lift!.Points.Single().Difference;

        Assert.IsInRange(atZero.Low, atZero.High, 0, atZero.ToString());
    }

    private sealed class Synchronous(Action<ExperimentProgress> report) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => report(value);
    }
}
