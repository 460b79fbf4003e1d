namespace MlNetMoodRec.Tests.Cli;

[TestClass]
public sealed class AppTests
{
    [TestMethod]
    public void Run_NoArguments_ShowsTheHelp()
    {
        CliRun run = CliRun.Of();

        Assert.AreEqual(0, run.ExitCode);
        Snapshot.AssertMatches("help", run.Output);
    }

    [TestMethod]
    [DataRow("train")]
    [DataRow("evaluate")]
    [DataRow("tune")]
    [DataRow("recommend")]
    [DataRow("score")]
    [DataRow("merge")]
    [DataRow("mood")]
    [DataRow("encoder pretrain")]
    [DataRow("encoder train")]
    [DataRow("encoder pull")]
    [DataRow("encoder import")]
    [DataRow("encoder export")]
    [DataRow("encoder evaluate")]
    [DataRow("simulate")]
    [DataRow("experiment")]
    [DataRow("tokenize")]
    [DataRow("benchmark lastfm")]
    [DataRow("benchmark new-songs")]
    public void Run_HelpOfACommand_ShowsItsOptionsAndAnExample(string command)
    {
        CliRun run = CliRun.Of([.. command.Split(' '), "--help"]);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, $"\n  moodrec {command} ");
        StringAssert.Contains(run.Output, "Example");
        Snapshot.AssertMatches($"help-{command.Replace(' ', '-')}", run.Output);
    }

    [TestMethod]
    public void Run_MisspeltCommand_SuggestsTheRightOne()
    {
        CliRun run = CliRun.Of("recomend");

        run.AssertBadInput("recommend");
        StringAssert.Contains(run.Error, "moodrec --help");
    }

    [TestMethod]
    public void Run_UnknownOption_IsBadInput() => CliRun.Of("recommend", "--model", "x", "--colour", "red").AssertBadInput("--colour");

    [TestMethod]
    public void Run_RequiredOptionMissing_NamesIt() => CliRun.Of("recommend").AssertBadInput("--model");

    [TestMethod]
    public void Run_Cancelled_SaysThatItStopped()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        string vocabulary = SharedData.Path("models", "distilbert-base-uncased", "vocab.txt");

        CliRun run = CliRun.WithInput("a\nb\n", cancelled.Token, "tokenize", "--vocabulary", vocabulary);

        Assert.AreEqual(130, run.ExitCode);
        StringAssert.Contains(run.Error, "Stopped");
    }
}
