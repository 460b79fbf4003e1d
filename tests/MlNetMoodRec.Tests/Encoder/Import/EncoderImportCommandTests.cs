using System.Text.Json.Nodes;
using MlNetMoodRec.Tests.Cli;

namespace MlNetMoodRec.Tests.Encoder.Import;

[TestClass]
public sealed class EncoderImportCommandTests
{
    [TestMethod]
    public void Import_Classifier_CanBeUsedByMood()
    {
        using var checkpoint = new SyntheticCheckpoint(labels: ["sadness", "joy"]);

        CliRun import = CliRun.Of("encoder", "import", checkpoint.Folder, "--out", checkpoint.Output);
        CliRun mood = CliRun.Of("mood", "so happy today", "--encoder", checkpoint.Output, "--json");

        Assert.AreEqual(0, import.ExitCode, import.Error);
        Assert.Contains("Labels: sadness, joy", import.Output);
        Assert.Contains("Gives the sentiment embedding, valence, arousal and emotion", import.Output);
        Assert.AreEqual(0, mood.ExitCode, mood.Error);
        Assert.AreNotEqual(0, (double)JsonNode.Parse(mood.Output)!["valence"]!);
    }

    [TestMethod]
    public void Import_Base_SaysWhatItDoesNotGive()
    {
        using var checkpoint = new SyntheticCheckpoint();

        CliRun text = CliRun.Of("encoder", "import", checkpoint.Folder, "--out", checkpoint.Output, "--max-length", "7");
        CliRun json = CliRun.Of("encoder", "import", checkpoint.Folder, "--out", checkpoint.Output, "--json");

        Assert.Contains("Not given, so 0 or neutral for every text: Valence, Arousal, Emotion", text.Output);
        Assert.Contains("note: a base checkpoint has no labels", text.Error);
        Assert.AreEqual(0, json.ExitCode, json.Error);
        Assert.HasCount(3, JsonNode.Parse(json.Output)!["columnsNotGiven"]!.AsArray());
        Assert.AreEqual(16, (int)JsonNode.Parse(json.Output)!["maxLength"]!);
    }

    [TestMethod]
    public void Import_BadInput_IsExitCode2()
    {
        using var checkpoint = new SyntheticCheckpoint();
        CliRun.Of("encoder", "import", checkpoint.Folder).AssertBadInput("--out");
        CliRun.Of("encoder", "import", checkpoint.PathOf("none"), "--out", checkpoint.Output).AssertBadInput("there is no folder");
        CliRun.Of("encoder", "import", checkpoint.Folder, "--out", checkpoint.Output, "--max-length", "17").AssertBadInput("expected at most 16");
        CliRun.Of("encoder", "import", checkpoint.Folder, "--out", checkpoint.Output, "--labels", "joy,anger").AssertBadInput("has no classifier");
        File.WriteAllBytes(checkpoint.PathOf("model.safetensors"), new byte[20]);
        CliRun.Of("encoder", "import", checkpoint.Folder, "--out", checkpoint.Output).AssertBadInput("not a usable safetensors file");
    }
}
