namespace MlNetMoodRec.Tests.Cli;

[TestClass]
public sealed class ExperimentCommandTests
{
    [TestMethod]
    public void Experiment_OutIsAFile_SaysSo() =>
        CliRun.Of("experiment", "--quick", "--out", Repository.Path("README.md")).AssertBadInput("README.md' is a file; expected the name of a folder");

    [TestMethod]
    public void Experiment_SearchFolderWithoutASearch_SaysSoBeforeAnythingIsRun()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"experiment-{Guid.NewGuid():N}");

        CliRun.Of("experiment", "--quick", "--out", folder, "--search", Repository.Path("data")).AssertBadInput("'moodrec tune'");

        Assert.IsFalse(Directory.Exists(folder));
    }
}
