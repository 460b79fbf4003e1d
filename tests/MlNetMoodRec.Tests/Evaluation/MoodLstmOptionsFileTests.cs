using System.Text.Json;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Tests.Data;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Evaluation;

[TestClass]
public sealed class MoodLstmOptionsFileTests
{
    [TestMethod]
    public void Read_WhatWasWritten_GivesTheSame()
    {
        using var folder = new DataFolder();
        var options = new MoodLstmOptions { Cell = RecurrentCell.Gru, Units = 96, LearningRate = 0.00123, Dropout = 0.31, StartFromAls = false, Als = new() { Regularization = 0.5f } };

        MoodLstmOptionsFile.Write(folder.Name("best.json"), options);

        Assert.AreEqual(options, MoodLstmOptionsFile.Read(folder.Name("best.json")));
    }

    [TestMethod]
    public void Serialize_LaterOptionsAtTheirDefaults_AreLeftOutSoThatOldCheckpointsFit()
    {
        string json = JsonSerializer.Serialize(new MoodLstmOptions());

        StringAssert.DoesNotMatch(json, new("Cell|Successors|Predecessors|Repeats"));
        StringAssert.Contains(JsonSerializer.Serialize(new MoodLstmOptions { Cell = RecurrentCell.Gru }), "\"Cell\":1");
    }

    [TestMethod]
    public void Write_DefaultCell_IsAKeyLikeAnyOther()
    {
        using var folder = new DataFolder();

        MoodLstmOptionsFile.Write(folder.Name("best.json"), new MoodLstmOptions());

        StringAssert.Contains(File.ReadAllText(folder.Name("best.json")), "\"cell\": \"lstm\"");
        Assert.AreEqual(new MoodLstmOptions(), MoodLstmOptionsFile.Read(folder.Name("best.json")));
    }

    [TestMethod]
    public void Read_SomeKeys_LeavesTheOthersAtTheirDefaults() =>
        Assert.AreEqual(
            new MoodLstmOptions { Units = 64, Als = new MoodLstmOptions().Als with { Factors = 8 } },
            Read("// the size\n{ \"units\": 64, \"als\": { \"factors\": 8 }, }"));

    [TestMethod]
    public void Read_UnknownKeysAndWrongKinds_NamesThemAll()
    {
        string message = Message("""{ "unitz": 64, "epochs": "five", "dropout": null, "useMood": 1, "units": 1.5, "als": { "factorz": 1 }, "layers": [2] }""");

        foreach (string part in (string[])[
            "options.json", "unknown key 'unitz', expected one of useMood, cell, units,", "epochs is \"five\", expected a whole number", "dropout is null, expected a number",
            "useMood is 1, expected true or false", "units is 1.5, expected a whole number", "unknown key 'als.factorz'", "layers is a list, expected a whole number"])
        {
            StringAssert.Contains(message, part);
        }
    }

    [TestMethod]
    [DataRow("{ \"units\": 0, \"dropout\": 2 }", "Units is 0")]
    [DataRow("{ \"cell\": \"rnn\" }", "cell is \"rnn\", expected \"lstm\" or \"gru\"")]
    [DataRow("{ \"cell\": 1 }", "cell is 1, expected \"lstm\" or \"gru\"")]
    [DataRow("{ \"learningRate\": 1e999 }", "learningRate is 1e999")]
    [DataRow("[1]", "it is a list, expected an object")]
    [DataRow("", "is no JSON")]
    [DataRow("{ \"units\": 64", "is no JSON")]
    [DataRow("{ \"units\": 64, \"units\": 65 }", "is no JSON")]
    public void Read_WhatCannotBeUsed_SaysWhyAndWhere(string json, string part)
    {
        string message = Message(json);

        StringAssert.Contains(message, part);
        StringAssert.Contains(message, "options.json");
    }

    [TestMethod]
    public void Read_NoSuchFile_IsRefused() =>
        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => MoodLstmOptionsFile.Read("nowhere.json")).Message, "nowhere.json");

    private static MoodLstmOptions Read(string json)
    {
        using var folder = new DataFolder();
        return MoodLstmOptionsFile.Read(folder.Text("options.json", json));
    }

    private static string Message(string json) => Assert.ThrowsExactly<MoodRecException>(() => Read(json)).Message;
}
