using System.Text.Json;
using MlNetMoodRec.Tests.Mood;

namespace MlNetMoodRec.Tests.Cli;

[TestClass]
public sealed class MoodCommandTests
{
    private static SyntheticEncoder s_encoder = null!;

    [ClassInitialize]
    public static void Create(TestContext _) => s_encoder = new SyntheticEncoder();

    [ClassCleanup]
    public static void Delete() => s_encoder.Dispose();

    [TestMethod]
    public void Mood_Texts_PrintsATable()
    {
        CliRun run = CliRun.Of("mood", "so tired\ntoday 😂", "", "--encoder", s_encoder.Folder);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "so tired today 😂");
        StringAssert.Contains(run.Output, "neutral");
        StringAssert.Contains(run.Output, "Valence");
    }

    [TestMethod]
    public void Mood_Json_WritesOneObjectALine()
    {
        CliRun run = CliRun.Of("mood", "i feel happy", "i feel sad", "--json", "--encoder", s_encoder.Folder);

        JsonElement[] moods = [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.AreEqual(2, moods.Length);
        foreach (JsonElement mood in moods)
        {
            Assert.AreEqual(1, mood.GetProperty("emotions").EnumerateObject().Sum(e => e.Value.GetDouble()), 0.001);
            Assert.IsTrue(Math.Abs(mood.GetProperty("valence").GetDouble()) <= 1);
        }

        Assert.AreNotEqual(moods[0].ToString(), moods[1].ToString());
    }

    [TestMethod]
    public void Mood_StandardInput_AnswersLineByLine()
    {
        CliRun run = CliRun.WithInput("happy\n\n" + new string('!', 10_000) + "\n", "mood", "--encoder", s_encoder.Folder);

        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual(3, lines.Length);
        StringAssert.StartsWith(lines[1], "neutral");
        StringAssert.Contains(lines[0], "valence");
    }

    [TestMethod]
    [DataRow("@friend i feel sad")]
    [DataRow("[suggest] this song")]
    [DataRow("<3 [bold]love[/] this")]
    public void Mood_TextWithSpecialBeginning_IsReadAsText(string text)
    {
        CliRun run = CliRun.Of("mood", text, "--encoder", s_encoder.Folder);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, text);
    }

    [TestMethod]
    public void Mood_NoEncoderThere_IsBadInput() => CliRun.Of("mood", "hello", "--encoder", "nowhere").AssertBadInput("nowhere");
}
