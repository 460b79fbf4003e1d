using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Tests.Data;
using MlNetMoodRec.Tests.Mood;

namespace MlNetMoodRec.Tests.Cli;

[TestClass]
public sealed class TuneCommandTests
{
    private static DataFolder s_folder = null!;
    private static SyntheticEncoder s_encoder = null!;

    private static string Interactions => s_folder.Name("interactions.csv");

    [ClassInitialize]
    public static void Simulate(TestContext _)
    {
        s_folder = new DataFolder();
        s_encoder = new SyntheticEncoder();
        InteractionWriter.Write(Interactions, new SimulatedPlatform(new SimulationOptions { Listeners = 25, Songs = 30, Interactions = 600 }).Interactions());
    }

    [ClassCleanup]
    public static void Delete()
    {
        s_folder.Dispose();
        s_encoder.Dispose();
    }

    [TestMethod]
    public void Tune_ThenTrainWithTheBest_UsesItsOptions()
    {
        string search = s_folder.Name("search");
        CliRun tune = CliRun.Of(
            "tune", "--data", Interactions, "--encoder", s_encoder.Folder, "--trials", "2", "--epochs", "2", "--reduction", "2", "--out", search);
        Assert.AreEqual(0, tune.ExitCode, tune.Error);
        StringAssert.Contains(tune.Output, "mood-lstm: the best 2 of 2 trials");
        StringAssert.Contains(tune.Output, "The test part was not read");
        StringAssert.Contains(tune.Error, "rung 2 of 2");
        CollectionAssert.IsSubsetOf(
            (string[])["best.json", "journal.jsonl", "search.json", "search.png", "search.svg"], Directory.EnumerateFiles(search).Select(Path.GetFileName).ToArray());
        string best = Path.Combine(search, "best.json");
        JsonNode found = JsonNode.Parse(File.ReadAllText(best))!;

        string model = s_folder.Name("model.zip");
        CliRun train = CliRun.Of("train", "--data", Interactions, "--encoder", s_encoder.Folder, "--lstm-options", best, "--epochs", "1", "--out", model, "--json");

        Assert.AreEqual(0, train.ExitCode, train.Error);
        using var zip = MlNetMoodRec.Recommendation.MoodRecModel.Load(model);
        JsonNode used = zip.Manifest.Options!["lstm"]!;
        Assert.AreEqual(found["learningRate"]!.GetValue<double>(), used["learningRate"]!.GetValue<double>());
        Assert.AreEqual(found["units"]!.GetValue<int>(), used["units"]!.GetValue<int>());
        Assert.AreEqual(1, used["epochs"]!.GetValue<int>(), "--epochs goes before the file");
    }

    [TestMethod]
    public void Tune_Json_IsTheSearch()
    {
        CliRun run = Tune("json", "--trials", "2", "--epochs", "1", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        JsonElement result = JsonDocument.Parse(run.Output).RootElement;
        Assert.AreEqual(2, result.GetProperty("trials").GetArrayLength());
        Assert.AreEqual(1, result.GetProperty("bestOptions").GetProperty("epochs").GetInt32());
    }

    [TestMethod]
    public void Tune_Cancelled_SaysHowToGoOn()
    {
        using var stop = new CancellationTokenSource();
        string search = s_folder.Name("cancelled");
        Directory.CreateDirectory(search);
        using var watcher = new Timer(_ =>
        {
            if (File.Exists(Path.Combine(search, "journal.jsonl")))
            {
                stop.Cancel();
            }
        }, null, 0, 5);

        string[] command = ["tune", "--data", Interactions, "--method", "lstm", "--trials", "40", "--epochs", "30", "--out", search];
        CliRun run = CliRun.WithInput("", stop.Token, command);

        Assert.AreEqual(130, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, "give the same command to go on");
        Assert.IsFalse(File.Exists(Path.Combine(search, "best.json")));
    }

    [TestMethod]
    public void Tune_WrongInput_IsBadInput()
    {
        Tune("bad", "--trials", "1").AssertBadInput("--trials is '1'");
        Tune("bad", "--min-epochs", "20").AssertBadInput("MinEpochs is 20");
        CliRun.Of("tune", "--data", Interactions, "--method", "als", "--out", s_folder.Name("bad")).AssertBadInput("expected lstm or mood-lstm");
        Tune("bad", "--lstm-options", s_folder.Text("wrong.json", """{ "unitz": 1 }""")).AssertBadInput("unknown key 'unitz'");
        CliRun.Of("tune", "--data", Interactions, "--method", "lstm", "--out", Interactions).AssertBadInput("is a file");
        Assert.IsFalse(Directory.Exists(s_folder.Name("bad")), "nothing was begun");
    }

    [TestMethod]
    [TestCategory("Slow")]
    public async Task Tune_KilledAgainAndAgain_EndsAsAnUndisturbedSearch()
    {
        string[] options = ["--trials", "6", "--epochs", "4", "--reduction", "2"];
        CliRun undisturbed = Tune("undisturbed", options);
        Assert.AreEqual(0, undisturbed.ExitCode, undisturbed.Error);
        string folder = s_folder.Name("killed");
        string program = Path.Combine(AppContext.BaseDirectory, "moodrec");
        string[] arguments = ["tune", "--data", Interactions, "--method", "lstm", .. options, "--out", folder];

        // After the journal's first line, after some trials, and in the midst of a later rung.
        int kills = 0;
        foreach (int lines in (int[])[1, 3, 6, 8])
        {
            using Process process = Start();
            while (!process.HasExited && Lines() < lines)
            {
                await Task.Delay(5);
            }

            process.Kill();
            await process.WaitForExitAsync();
            kills += process.ExitCode == 0 ? 0 : 1;
        }

        using Process last = Start();
        await last.WaitForExitAsync();

        Assert.AreEqual(0, last.ExitCode);
        Assert.IsGreaterThan(0, kills);
        Assert.AreEqual(Trials(s_folder.Name("undisturbed")), Trials(folder));
        Assert.AreEqual(File.ReadAllText(Path.Combine(s_folder.Name("undisturbed"), "best.json")), File.ReadAllText(Path.Combine(folder, "best.json")));

        Process Start() => Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

        int Lines()
        {
            // Not File.ReadAllText: the program has the journal locked.
            string journal = Path.Combine(folder, "journal.jsonl");
            if (!File.Exists(journal))
            {
                return 0;
            }

            using Process count = Process.Start(new ProcessStartInfo("wc", ["-l", journal]) { RedirectStandardOutput = true })!;
            return int.Parse(count.StandardOutput.ReadToEnd().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static string Trials(string folder)
    {
        JsonNode result = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "search.json")))!;
        foreach (JsonNode? trial in result["trials"]!.AsArray())
        {
            trial!.AsObject().Remove("seconds");
        }

        return result["trials"]!.ToJsonString();
    }

    private static CliRun Tune(string folder, params string[] more) =>
        CliRun.Of(["tune", "--data", Interactions, "--method", "lstm", "--out", s_folder.Name(folder), .. more]);
}
