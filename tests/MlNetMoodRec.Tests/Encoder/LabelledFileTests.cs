using System.Text.Json;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Tests.Cli;
using MlNetMoodRec.Tests.Data;
using MlNetMoodRec.Tests.Mood;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class LabelledFileTests
{
    private static readonly string[] Texts =
    [
        "i feel sad", "i feel happy", "so tired", "love this song", "today", "happy !", "this is 😂", "tired today", "i love", "sad song", "é", "feel so so",
    ];

    private static SyntheticEncoder s_encoder = null!;

    [ClassInitialize]
    public static void Create(TestContext _) => s_encoder = new SyntheticEncoder(scale: 3);

    [ClassCleanup]
    public static void Delete() => s_encoder.Dispose();

    [TestMethod]
    public void Measures_AgainstHandComputedTable_AreRight()
    {
        // actual a: 3 right, 1 as b; actual b: 2 right, 2 as a, 1 as c; c is never there.
        var counts = new ConfusionCounts(3);
        foreach ((int actual, int predicted) in new[] { (0, 0), (0, 0), (0, 0), (0, 1), (1, 1), (1, 1), (1, 0), (1, 0), (1, 2) })
        {
            counts.Add(actual, predicted);
        }

        Assert.AreEqual(5.0 / 9, counts.Accuracy, 1e-12);
        Assert.AreEqual(((6.0 / 9) + (4.0 / 8) + 0) / 3, counts.MacroF1, 1e-12);
        Assert.AreEqual((0.75 + 0.4) / 2, counts.MacroRecall, 1e-12);
    }

    [TestMethod]
    public void Measure_Accuracy_IntervalIsAboutTheNormalOne()
    {
        var counts = new ConfusionCounts(2);
        for (int i = 0; i < 1000; i++)
        {
            counts.Add(i % 2, i < 800 ? i % 2 : 1 - (i % 2));
        }

        MeasuredShare accuracy = counts.Measure(seed: 1, c => c.Accuracy)[0];

        double half = 1.96 * Math.Sqrt(0.8 * 0.2 / 1000);
        Assert.AreEqual(0.8, accuracy.Value, 1e-12);
        Assert.AreEqual(0.8 - half, accuracy.Low, 0.005);
        Assert.AreEqual(0.8 + half, accuracy.High, 0.005);
        Assert.AreEqual(accuracy, counts.Measure(seed: 1, c => c.Accuracy)[0]);
    }

    [TestMethod]
    [DataRow("label", "negative,positive", "0", "1")]
    [DataRow("sentiment", null, "negative", "Positive")]
    [DataRow("stars", "1=negative,5=positive", "1", "5")]
    public void Evaluate_Polarity_ComparesTheSignOfTheValence(string column, string? labels, string negative, string positive)
    {
        using var folder = new DataFolder();
        using var encoder = MoodEncoder.Load(s_encoder.Folder);
        bool[] found = [.. encoder.Read(Texts).Select(reading => reading.Valence > 0)];
        Assert.AreEqual(2, found.Distinct().Count(), "the test needs both");

        // Two labels are wrong.
        string rows = string.Concat(Texts.Select((text, i) => $"\"{text}\",{(found[i] != i < 2 ? positive : negative)}\n"));
        string file = folder.Gzip("labelled.csv.gz", $"body,{column}\n{rows}");
        string[] arguments = ["encoder", "evaluate", "--file", file, "--label-column", column, "--model", s_encoder.Folder, "--json"];

        CliRun run = CliRun.Of([.. arguments, .. labels is null ? [] : new[] { "--labels", labels }]);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        JsonElement score = JsonDocument.Parse(run.Output).RootElement;
        Assert.AreEqual("polarity", score.GetProperty("kind").GetString());
        Assert.AreEqual(Texts.Length, score.GetProperty("texts").GetInt32());
        Assert.AreEqual(10.0 / 12, score.GetProperty("accuracy").GetProperty("value").GetDouble(), 1e-12);
        Assert.IsLessThan(10.0 / 12, score.GetProperty("accuracy").GetProperty("low").GetDouble());
    }

    [TestMethod]
    public void Evaluate_Emotions_ComparesTheLikeliestOfThoseInTheFile()
    {
        using var folder = new DataFolder();
        using var encoder = MoodEncoder.Load(s_encoder.Folder);
        string[] classes = ["anger", "joy", "sadness"];
        string[] found = [.. encoder.Read(Texts).Select(reading => classes.MaxBy(c => reading.EmotionProbabilities[Emotions.Names.ToList().IndexOf(c)])!)];

        // GoEmotions' love is joy as well.
        string file = folder.Text("labelled.tsv", "text\temotion\n" + string.Concat(Texts.Zip(found, (text, c) => $"{text}\t{(c == "joy" ? "love" : c)}\n")) + "sad\tjoy\n");

        CliRun run = CliRun.Of("encoder", "evaluate", "--file", file, "--labels", "anger,joy,love,sadness", "--model", s_encoder.Folder);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, "joy, love count as joy");
        StringAssert.Contains(run.Output, "13 texts, emotion");
        StringAssert.Contains(run.Output, "Macro-recall");
    }

    [TestMethod]
    [DataRow("The label 'bad' is none that is known", "negative\ngood", "--labels", "negative,bad")]
    [DataRow("line 3, the label 'bad' is none of negative, positive, good", "negative\nbad", "--labels", "negative,positive,good=positive")]
    [DataRow("label 'bad' is none that is known", "negative\nbad")]
    [DataRow("line 3, the label of 41 characters", "negative\naaaaaaaaaabbbbbbbbbbccccccccccddddddddddX")]
    [DataRow("both polarities", "negative\njoy")]
    [DataRow("the class joy alone", "joy\nlove")]
    [DataRow("none of negative, positive, and no number from 0 to 1", "0\n2", "--labels", "negative,positive")]
    [DataRow("expected a label, found", "joy\n ")]
    [DataRow("there is no column 'stars'", "joy\nanger", "--label-column", "stars")]
    public void Evaluate_WrongLabels_SayWhatIsExpected(string message, string labels, params string[] arguments)
    {
        using var folder = new DataFolder();
        string file = folder.Text("labelled.csv", "text,label\n" + string.Concat(labels.Split('\n').Select(label => $"i feel,{label}\n")));
        CliRun.Of(["encoder", "evaluate", "--file", file, "--model", s_encoder.Folder, .. arguments]).AssertBadInput(message);
    }

    [TestMethod]
    public void Evaluate_BadRowsSkipped_MeasuresTheOthers()
    {
        using var folder = new DataFolder();
        string file = folder.Text("labelled.csv", "text,label\ni feel,joy\nso sad,sadness\nno label,\nlove,irony\n");

        CliRun run = CliRun.Of("encoder", "evaluate", "--file", file, "--model", s_encoder.Folder, "--on-bad-row", "skip");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "2 texts");
    }

    [TestMethod]
    [DataRow("--data FOLDER")]
    [DataRow("--data FOLDER", "--data", "x", "--file", "y.csv")]
    [DataRow("say how --file is read", "--data", "x", "--labels", "a")]
    public void Evaluate_NeitherOrBoth_IsRefused(string message, params string[] arguments) =>
        CliRun.Of(["encoder", "evaluate", .. arguments]).AssertBadInput(message);
}
