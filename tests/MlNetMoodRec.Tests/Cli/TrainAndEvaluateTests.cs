using System.Text.Json;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Tests.Data;
using MlNetMoodRec.Tests.Mood;

namespace MlNetMoodRec.Tests.Cli;

/// <summary>The way of a new user: interactions in, a model zip, its evaluation, songs.</summary>
[TestClass]
public sealed class TrainAndEvaluateTests
{
    private static DataFolder s_folder = null!;
    private static SyntheticEncoder s_encoder = null!;

    private static string Interactions => s_folder.Name("interactions.csv");

    private static string Songs => s_folder.Name("songs.csv");

    [ClassInitialize]
    public static void Simulate(TestContext _)
    {
        s_folder = new DataFolder();
        s_encoder = new SyntheticEncoder();
        var platform = new SimulatedPlatform(new SimulationOptions { Listeners = 30, Songs = 40, Interactions = 900 });
        InteractionWriter.Write(Interactions, platform.Interactions());
        CatalogueWriter.Write(Songs, platform.Catalogue);
    }

    [ClassCleanup]
    public static void Delete()
    {
        s_folder.Dispose();
        s_encoder.Dispose();
    }

    [TestMethod]
    [DataRow("content")]
    [DataRow("als")]
    [DataRow("mood-lstm")]
    public void Train_ThenEvaluateTheModel_GivesTheSameResult(string method)
    {
        string model = s_folder.Name(method + ".zip");
        CliRun train = CliRun.Of(
            "train", "--data", Interactions, "--catalogue", Songs, "--method", method, "--epochs", "1", "--encoder", s_encoder.Folder, "--out", model, "--json");
        Assert.AreEqual(0, train.ExitCode, train.Error);

        CliRun evaluate = CliRun.Of("evaluate", "--model", model, "--data", Interactions, "--json");

        Assert.AreEqual(0, evaluate.ExitCode, evaluate.Error);
        JsonElement trained = JsonDocument.Parse(train.Output).RootElement.GetProperty("result");
        JsonElement evaluated = JsonDocument.Parse(evaluate.Output).RootElement.GetProperty("results")[0];
        AssertClose(trained.GetProperty("overall"), evaluated.GetProperty("overall"));
        Assert.AreEqual(JsonSerializer.Serialize(trained.GetProperty("protocol")), JsonSerializer.Serialize(evaluated.GetProperty("protocol")));
        Assert.AreEqual(40, evaluated.GetProperty("protocol").GetProperty("songs").GetInt32());
        StringAssert.Contains(train.Error, "interactions.csv: 900 interactions");
        Assert.IsFalse(s_folder.Files.Any(f => f.EndsWith(".part", StringComparison.Ordinal)), "nothing is left beside the zip");
    }

    [TestMethod]
    public void Train_GruByAnOptionsFile_IsSavedAndLoadedAsSuch()
    {
        string model = s_folder.Name("gru.zip");
        CliRun train = CliRun.Of(
            "train", "--data", Interactions, "--catalogue", Songs, "--method", "lstm", "--lstm-options", s_folder.Text("gru.json", """{ "cell": "gru", "units": 16 }"""),
            "--epochs", "1", "--out", model, "--json");
        Assert.AreEqual(0, train.ExitCode, train.Error);

        CliRun evaluate = CliRun.Of("evaluate", "--model", model, "--data", Interactions, "--json");

        Assert.AreEqual(0, evaluate.ExitCode, evaluate.Error);
        AssertClose(
            JsonDocument.Parse(train.Output).RootElement.GetProperty("result").GetProperty("overall"),
            JsonDocument.Parse(evaluate.Output).RootElement.GetProperty("results")[0].GetProperty("overall"));
        using MoodRecModel loaded = MoodRecModel.Load(model);
        Assert.AreEqual("gru", (string?)loaded.Manifest.Options!["lstm"]!["cell"]);
        Assert.AreEqual(RecommendationBasis.History, loaded.Recommend(new() { RecentSongIds = ["s0001", "s0002"] }).Basis);
    }

    [TestMethod]
    public void Train_MoodLstm_RecommendsByTheMoodOfTheText()
    {
        string model = s_folder.Name("mood.zip");
        CliRun train = CliRun.Of("train", "--data", Interactions, "--catalogue", Songs, "--epochs", "1", "--encoder", s_encoder.Folder, "--out", model);
        Assert.AreEqual(0, train.ExitCode, train.Error);
        StringAssert.Contains(train.Output, "session start with text");
        StringAssert.Contains(train.Output, "Protocol: split time 70/20/10");
        StringAssert.Contains(train.Output, "Saved ");

        CliRun run = CliRun.Of("recommend", "--model", model, "--text", "so tired 😂", "--recent", "s0001", "--top", "5");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "Mood read from the text: ");
        StringAssert.Contains(run.Output, "Based on: the recent songs and the mood of the text");
    }

    [TestMethod]
    public void Evaluate_SeveralMethods_ComparesThemWithTheFirst()
    {
        CliRun run = CliRun.Of("evaluate", "--method", "popularity,als", "--data", Interactions, "--split", "leave-one-out", "--fit-on", "train+validation");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "als - popularity: Ndcg ");
        StringAssert.Contains(run.Output, "split leave-one-out, fitted on the training and validation parts");
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Evaluate_PopularityOnLastFm_GivesThePublishedValue()
    {
        CliRun run = CliRun.Of(
            "evaluate", "--method", "popularity", "--data", SharedData.Path("data", "lastfm-s3rec", "LastFM.txt"), "--format", "sequences",
            "--split", "leave-one-out", "--fit-on", "train+validation", "--seen", "exclude", "--json");

        JsonElement result = JsonDocument.Parse(run.Output).RootElement.GetProperty("results")[0];
        Assert.AreEqual(0.0440, result.GetProperty("overall").GetProperty("hitRate").GetProperty("mean").GetDouble(), 0.00005);
        Assert.AreEqual(1090, result.GetProperty("protocol").GetProperty("users").GetInt32());
    }

    [TestMethod]
    public void Evaluate_ModelOfAnotherSplit_WarnsThatItMayHaveSeenTheTest()
    {
        string model = s_folder.Name("popularity.zip");
        CliRun.Of("train", "--data", Interactions, "--method", "popularity", "--out", model);

        CliRun run = CliRun.Of("evaluate", "--model", model, "--data", Interactions, "--split", "all");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, "may have seen");
        StringAssert.Contains(run.Output, "split all rows");
    }

    [TestMethod]
    public void Evaluate_NeitherModelNorMethod_IsBadInput() => CliRun.Of("evaluate", "--data", Interactions).AssertBadInput("--model");

    [TestMethod]
    public void Evaluate_UnknownMethod_ListsTheMethods() =>
        CliRun.Of("evaluate", "--data", Interactions, "--method", "als,magic").AssertBadInput("expected popularity, content, als, lstm or mood-lstm");

    [TestMethod]
    [DataRow("always")]
    [DataRow("0.5")]
    public void Train_MoodWindow_TakesHoursOrAlways(string window)
    {
        CliRun run = Train(Interactions, "--mood-window", window);

        Assert.AreEqual(0, run.ExitCode, run.Error);
    }

    [TestMethod]
    public void Train_MoodWindowOfNoNumber_IsBadInput() => Train(Interactions, "--mood-window", "soon").AssertBadInput("--mood-window is 'soon'");

    [TestMethod]
    public void Train_NoSuchFile_IsBadInput() => Train("nowhere.csv").AssertBadInput("nowhere.csv");

    [TestMethod]
    public void Train_EmptyFile_IsBadInput() => Train(s_folder.Text("empty.csv", "")).AssertBadInput("empty.csv");

    [TestMethod]
    public void Train_WrongMapping_IsBadInput() => Train(Interactions, "--map", "user=nobody").AssertBadInput("nobody");

    [TestMethod]
    public void Train_BadRow_NamesTheLineUnlessToldToSkip()
    {
        string bad = s_folder.Text("bad.csv", File.ReadAllText(Interactions) + "u0001,s0001,not a time,0.5,,\n");

        Train(bad).AssertBadInput($"line {File.ReadAllLines(bad).Length}");
        CliRun skipped = Train(bad, "--on-bad-row", "skip");

        Assert.AreEqual(0, skipped.ExitCode, skipped.Error);
        StringAssert.Contains(skipped.Error, "1 not understood");
    }

    [TestMethod]
    public void Train_CutOffGzip_IsBadInput() =>
        Train(s_folder.Gzip("cut.csv.gz", File.ReadAllText(Interactions), cut: 400)).AssertBadInput("cut.csv.gz");

    [TestMethod]
    public void Train_FolderOfTheZipMissing_IsBadInputBeforeAnyWork()
    {
        CliRun run = CliRun.Of("train", "--data", Interactions, "--method", "popularity", "--out", s_folder.Name("missing/model.zip"));

        run.AssertBadInput("its folder does not exist");
        Assert.IsFalse(run.Error.Contains("interactions.csv", StringComparison.Ordinal), "read nothing");
    }

    [TestMethod]
    public void Train_NoEncoder_IsBadInput() =>
        CliRun.Of("train", "--data", Interactions, "--encoder", "nowhere", "--out", s_folder.Name("x.zip")).AssertBadInput("nowhere");

    [TestMethod]
    public void Train_ContentWithoutCatalogue_IsBadInputBeforeAnyWork()
    {
        CliRun run = CliRun.Of("train", "--data", Interactions, "--method", "content", "--out", s_folder.Name("x.zip"));

        run.AssertBadInput("no catalogue is given");
        Assert.IsFalse(run.Error.Contains("interactions.csv", StringComparison.Ordinal), "read nothing");
    }

    [TestMethod]
    public void Recommend_ContentModel_RestsOnTheRecentSongs()
    {
        string model = s_folder.Name("served.zip");
        CliRun train = CliRun.Of("train", "--data", Interactions, "--catalogue", Songs, "--method", "content", "--out", model);
        Assert.AreEqual(0, train.ExitCode, train.Error);

        CliRun run = CliRun.Of("recommend", "--model", model, "--recent", "s0001,s0002", "--top", "5");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "Based on: the recent songs");
    }

    [TestMethod]
    public void Train_CancelledAtOnce_LeavesNoZip()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        string model = s_folder.Name("cancelled.zip");

        CliRun run = CliRun.WithInput("", cancelled.Token, "train", "--data", Interactions, "--method", "lstm", "--out", model);

        Assert.AreEqual(130, run.ExitCode, run.Error);
        Assert.IsFalse(File.Exists(model));
    }

    private static CliRun Train(string data, params string[] more) =>
        CliRun.Of(["train", "--data", data, "--method", "popularity", "--out", s_folder.Name($"{Guid.NewGuid()}.zip"), .. more]);

    /// <summary>Texts read in batches and one by one may differ by the rounding of float sums.</summary>
    private static void AssertClose(JsonElement expected, JsonElement actual)
    {
        foreach (string metric in (string[])["hitRate", "ndcg", "mrr"])
        {
            Assert.AreEqual(
                expected.GetProperty(metric).GetProperty("mean").GetDouble(), actual.GetProperty(metric).GetProperty("mean").GetDouble(), 0.005, metric);
        }
    }
}
