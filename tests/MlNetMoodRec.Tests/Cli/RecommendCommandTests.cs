using System.Text.Json;
using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Cli;

[TestClass]
public sealed class RecommendCommandTests
{
    private const int CatalogueSize = 12;
    private static string s_folder = "";

    private static string Model => Path.Combine(s_folder, "model.zip");

    /// <summary>A matrix factorisation of listeners who like either the first or the second half of the songs.</summary>
    [ClassInitialize]
    public static void Train(TestContext _)
    {
        s_folder = Directory.CreateTempSubdirectory("moodrec-tests-").FullName;
        var context = new MLContext(1);
        Song[] catalogue = [.. Enumerable.Range(0, CatalogueSize).Select(i => new Song { Id = $"s{i}", Title = $"Song [{i}]", Artist = i < 6 ? "Ann" : "Bob" })];
        var random = new Random(7);
        ListenerEvent[] events = [.. Enumerable.Range(0, 40).SelectMany(user => Enumerable.Range(0, 5).Select(play => new ListenerEvent
        {
            UserId = $"u{user}",
            SongId = $"s{random.Next(6) + (user % 2 * 6)}",
            Time = DateTime.UnixEpoch.AddHours(play),
        }))];
        IDataView rows = context.Data.LoadFromEnumerable(events);
        RecommenderTransformer model = context.MoodRec().Trainers.Als(new AlsOptions { Factors = 4, Iterations = 5, Threads = 1 }, catalogue).Fit(rows);
        MoodRecModel.Save(context, model, rows.Schema, new ModelManifest { Method = "als" }, catalogue, Model);
    }

    [ClassCleanup]
    public static void Delete() => Directory.Delete(s_folder, recursive: true);

    [TestMethod]
    public void Recommend_RecentSongs_PrintsATable()
    {
        CliRun run = CliRun.Of("recommend", "--model", Model, "--recent", "s1,s2,s3", "--top", "3");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Snapshot.AssertMatches("recommend", run.Output);
        Assert.IsFalse(run.Output.Contains('\u001b', StringComparison.Ordinal), "no colour where it is redirected");
    }

    [TestMethod]
    public void Recommend_Json_WritesNothingElseToStandardOutput()
    {
        CliRun run = CliRun.Of("recommend", "--model", Model, "--recent", "s1, s2 ,s3,nothing", "--top", "4", "--json");

        JsonElement answer = JsonDocument.Parse(run.Output).RootElement;
        JsonElement[] songs = [.. answer.GetProperty("songs").EnumerateArray()];
        Assert.AreEqual(4, songs.Length);
        Assert.AreEqual("Ann", songs[0].GetProperty("artist").GetString());
        Assert.IsTrue(songs.Zip(songs.Skip(1)).All(p => p.First.GetProperty("score").GetDouble() >= p.Second.GetProperty("score").GetDouble()));
        Assert.AreEqual("history", answer.GetProperty("basis").GetString());
        Assert.AreEqual("nothing", answer.GetProperty("unknownSongs")[0].GetString());
        StringAssert.Contains(run.Error, "nothing");
    }

    [TestMethod]
    public void Recommend_NothingKnown_FallsBackToPopularity()
    {
        CliRun run = CliRun.Of("recommend", "--model", Model, "--recent", "never heard of", "--json");

        Assert.AreEqual(0, run.ExitCode);
        Assert.AreEqual("popularity", JsonDocument.Parse(run.Output).RootElement.GetProperty("basis").GetString());
    }

    [TestMethod]
    public void Recommend_MoreThanTheCatalogueHas_GivesAllThatIsNotExcluded()
    {
        CliRun run = CliRun.Of("recommend", "--model", Model, "--recent", "s1", "--exclude", "s0,s1,s99", "--top", "1000", "--json");

        string[] ids = [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("songs").EnumerateArray().Select(s => s.GetProperty("id").GetString()!)];
        CollectionAssert.AreEquivalent(Enumerable.Range(2, CatalogueSize - 2).Select(i => $"s{i}").ToArray(), ids);
        StringAssert.Contains(run.Error, "10 songs");
    }

    [TestMethod]
    public void Recommend_LongTextWithEmojiAndNewlines_Works()
    {
        string text = string.Concat(Enumerable.Repeat("can't sleep 😴\n\t<3 ", 600));

        CliRun run = CliRun.Of("recommend", "--model", Model, "--text", text, "--recent", "s1", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, "does not read texts");
        Assert.IsFalse(run.Error.Contains("sleep", StringComparison.Ordinal), "the listener's words stay with the listener");
    }

    [TestMethod]
    public void Recommend_Why_PrintsTheRecentSongsBehindEachSong()
    {
        CliRun run = CliRun.Of("recommend", "--model", Model, "--recent", "s1,s8", "--top", "3", "--max-per-artist", "2", "--why");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Snapshot.AssertMatches("recommend-why", run.Output);
    }

    [TestMethod]
    public void Recommend_Only_GivesNoOtherSong()
    {
        CliRun run = CliRun.Of("recommend", "--model", Model, "--recent", "s1", "--only", "s1,s4,s9", "--json");

        string[] ids = [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("songs").EnumerateArray().Select(s => s.GetProperty("id").GetString()!)];
        CollectionAssert.AreEqual(new[] { "s4", "s9" }, ids);
        StringAssert.Contains(run.Error, RecommendationNote.FewerLeft);
    }

    [TestMethod]
    public void Recommend_LiftWithoutKnownSounds_SaysSo()
    {
        CliRun run = CliRun.Of("recommend", "--model", Model, "--emotion", "sad", "--direction", "lift");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, RecommendationNote.NoSongMoods);
    }

    [TestMethod]
    [DataRow("--valence", "2", "--valence is '2'; expected a number from -1 to 1")]
    [DataRow("--mood-weight", "NaN", "--mood-weight is 'NaN'; expected a number from 0 to 1000")]
    [DataRow("--diversity", "-0.1", "--diversity is '-0.1'; expected a number from 0 to 1")]
    [DataRow("--max-per-artist", "0", "--max-per-artist is '0'; expected a whole number of at least 1")]
    [DataRow("--direction", "up", "--direction is 'up'; expected match, lift or calm")]
    [DataRow("--emotion", "so-so", "--emotion is not a mood that is known by name; expected one of neutral, joy")]
    public void Recommend_WishOutOfRange_IsBadInput(string option, string value, string message) =>
        CliRun.Of("recommend", "--model", Model, $"{option}={value}").AssertBadInput(message);

    [TestMethod]
    [DataRow("0")]
    [DataRow("-3")]
    [DataRow("ten")]
    [DataRow("99999999999")]
    public void Recommend_TopBelowOneOrNoNumber_IsBadInput(string top) =>
        CliRun.Of("recommend", "--model", Model, $"--top={top}").AssertBadInput($"--top is '{top}'; expected a whole number of at least 1");

    [TestMethod]
    public void Recommend_NoModelThere_IsBadInput() => CliRun.Of("recommend", "--model", "nowhere.zip").AssertBadInput("nowhere.zip");

    [TestMethod]
    public void Recommend_EmptyPath_IsBadInput() => CliRun.Of("recommend", "--model", "").AssertBadInput("--model is empty");

    [TestMethod]
    public void Recommend_AFolder_IsBadInput() => CliRun.Of("recommend", "--model", s_folder).AssertBadInput("folder");

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.5)]
    [DataRow(0.99)]
    public void Recommend_ZipCutOff_IsBadInput(double share)
    {
        byte[] whole = File.ReadAllBytes(Model);
        string cut = Path.Combine(s_folder, $"cut-{share}.zip");
        File.WriteAllBytes(cut, whole[..(int)(whole.Length * share)]);

        CliRun.Of("recommend", "--model", cut).AssertBadInput("not a whole model zip");
    }

    [TestMethod]
    public void Recommend_NotAZip_IsBadInput()
    {
        string text = Path.Combine(s_folder, "text.zip");
        File.WriteAllText(text, "these are not the bytes you are looking for");

        CliRun.Of("recommend", "--model", text).AssertBadInput("not a whole model zip");
    }
}
