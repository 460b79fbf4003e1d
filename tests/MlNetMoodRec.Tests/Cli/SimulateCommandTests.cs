using System.Text.Json;
using MlNetMoodRec.Data;
using MlNetMoodRec.Tests.Data;

namespace MlNetMoodRec.Tests.Cli;

[TestClass]
public sealed class SimulateCommandTests
{
    [TestMethod]
    public void Simulate_SameSeed_WritesTheSameBytes()
    {
        using var folder = new DataFolder();
        string[] sizes = ["--listeners", "20", "--songs", "40", "--interactions", "400"];

        CliRun first = CliRun.Of(["simulate", "--out", folder.Name("first"), "--json", .. sizes]);
        CliRun second = CliRun.Of(["simulate", "--out", folder.Name("second"), .. sizes]);

        Assert.AreEqual((0, 0), (first.ExitCode, second.ExitCode), first.Error + second.Error);
        string interactions = JsonDocument.Parse(first.Output).RootElement.GetProperty("interactions").GetString()!;
        Assert.AreEqual(400, new InteractionReader(interactions).Read().Count());
        Assert.AreEqual(41, File.ReadAllLines(Path.Combine(folder.Name("second"), "songs.csv")).Length);
        CollectionAssert.AreEqual(File.ReadAllBytes(interactions), File.ReadAllBytes(Path.Combine(folder.Name("second"), "interactions.csv")));
        StringAssert.Contains(second.Output, "400 interactions of 20 listeners");
    }

    [TestMethod]
    public void Simulate_OptionsThatCannotBe_NamesThem() =>
        CliRun.Of("simulate", "--out", "never-written", "--mood-strength", "2", "--songs", "3").AssertBadInput("MoodStrength is 2");
}
