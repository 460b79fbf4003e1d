using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class LabelledTextSetsTests
{
    private static readonly Lazy<IReadOnlyList<LabelledTextSet>> Sets = new(() => LabelledTextSets.Read(SharedData.Path("data")));

    [TestMethod]
    [DataRow("goemotions", 43410, 5426, 5427)]
    [DataRow("sst2", 67349, 872, 1821)]
    [DataRow("emotion", 16000, 2000, 2000)]
    [DataRow("tweeteval", 3257, 374, 1421)]
    [DataRow("emobank", 8062, 1000, 1000)]
    public void Read_OfficialFiles_HasTheDocumentedRows(string name, int train, int dev, int test)
    {
        LabelledTextSet set = Set(name);

        Assert.AreEqual((train, dev, test), (set.Train.Count, set.Dev.Count, set.Test.Count));
        Assert.IsFalse(set.Train.Concat(set.Dev).Concat(set.Test).Any(text => text.Text.Contains('\r', StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Read_Emotion_CountsEveryLabelAsDocumented() => CollectionAssert.AreEqual(
        new[] { 4666, 5362, 1304, 2159, 1937, 572 }, Positives("emotion", EncoderHeads.Emotion));

    [TestMethod]
    public void Read_GoEmotions_CountsLabelsAsDocumented()
    {
        int[] positives = Positives("goemotions", EncoderHeads.GoEmotions);

        Assert.AreEqual(14219, positives[EncoderHeads.GoEmotions.IndexOf("neutral")]);
        Assert.AreEqual(77, positives[EncoderHeads.GoEmotions.IndexOf("grief")]);
        Assert.AreEqual(7102, Set("goemotions").Train.Count(text => EncoderHeads.GoEmotions.Of(text.Targets).Count(1f) > 1));
    }

    [TestMethod]
    public void Read_Sst2_TakesTheLabelFromTheFirstColumn()
    {
        Assert.AreEqual(37569, Positives("sst2", EncoderHeads.Sst2)[0]);
        Assert.AreEqual("hide new secretions from the parental units", Set("sst2").Train[0].Text);
    }

    [TestMethod]
    public void Read_GoEmotionsTextOfTwoGroups_SharesTheMood()
    {
        // The dev text with the labels of two Ekman groups: each gets half of the distribution, both hold.
        LabelledText text = Set("goemotions").Dev.First(t => EncoderHeads.Ekman.Of(t.Targets).Count(1f) == 2 && EncoderHeads.GoEmotions.Of(t.Targets).Count(1f) == 2);

        Assert.AreEqual(2, EncoderHeads.Mood.Of(text.Targets).Count(0.5f));
    }

    [TestMethod]
    public void Read_EmoBank_CentresRatingsOnNeutral()
    {
        // "Goodwill helps people get off of public assistance.", V 3.44, A 3.00.
        LabelledText text = Set("emobank").Train.Single(t => t.Text == "Goodwill helps people get off of public assistance.");

        Assert.AreEqual(0.44 / 0.3, EncoderHeads.ValenceArousal.Of(text.Targets)[0], 1e-5);
        Assert.AreEqual(0, EncoderHeads.ValenceArousal.Of(text.Targets)[1], 1e-5);
    }

    [TestMethod]
    public void WithoutLeaks_OfficialFiles_LeavesNoHeldOutTextInTraining()
    {
        IReadOnlyList<LabelledTextSet> sets = LabelledTextSets.WithoutLeaks(Sets.Value);
        var heldOut = sets.SelectMany(set => set.Dev.Concat(set.Test)).Select(text => text.Text).Where(text => text.Any(char.IsLetterOrDigit)).ToHashSet();

        Assert.IsFalse(sets.SelectMany(set => set.Train).Any(text => heldOut.Contains(text.Text)));
        Assert.IsTrue(sets.All(set => set.Train.Count > 0.95 * Set(set.Name).Train.Count));
    }

    [TestMethod]
    public void WithoutLeaks_OtherCaseAndPunctuation_CountsAsTheSameText()
    {
        LabelledText kept = Text("something else");
        var set = new LabelledTextSet("emotion", [Text("So  happy TODAY!"), kept], [Text("so happy today")], []);

        CollectionAssert.AreEqual(new[] { kept }, LabelledTextSets.WithoutLeaks([set])[0].Train.ToArray());
    }

    [TestMethod]
    public void Read_MissingSet_NamesTheFile()
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => LabelledTextSets.Read(Path.GetTempPath() + "no-such-data"));

        StringAssert.Contains(error.Message, "train.tsv.gz", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Read_DamagedRow_NamesFileAndLineButNotTheText()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "val.txt"), "text;label_name\ni am well;joy\nmy secret;gladness\n");
        File.Copy(SharedData.Path("data", "emotion", "train.txt.gz"), Path.Combine(folder, "train.txt.gz"));

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => EmotionReader.Read(folder));

        StringAssert.Contains(error.Message, "val.txt', line 3", StringComparison.Ordinal);
        Assert.IsFalse(error.Message.Contains("secret", StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    private static LabelledText Text(string text) => new(text, EncoderHeads.Unknown());

    private static LabelledTextSet Set(string name) => Sets.Value.Single(set => set.Name == name);

    private static int[] Positives(string name, EncoderHead head) =>
        [.. Enumerable.Range(0, head.Size).Select(label => Set(name).Train.Count(text => head.Of(text.Targets)[label] == 1))];
}
