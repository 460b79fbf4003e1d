using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Scoring;
using MlNetMoodRec.Tests.Cli;
using MlNetMoodRec.Tests.Data;

namespace MlNetMoodRec.Tests.Mood;

[TestClass]
public sealed class MoodFileTests
{
    private static SyntheticEncoder s_encoder = null!;

    [ClassInitialize]
    public static void Create(TestContext _) => s_encoder = new SyntheticEncoder();

    [ClassCleanup]
    public static void Delete() => s_encoder.Dispose();

    [TestMethod]
    [DataRow("moods.csv")]
    [DataRow("moods.jsonl.gz")]
    [DataRow("moods.parquet")]
    public void Mood_ColumnOfAFile_WritesTheReadingOfEachRow(string name)
    {
        using var folder = new DataFolder();
        string input = folder.Gzip("texts.csv.gz", "id,review\n1,i feel happy\n2,\n3,\"i feel\nsad, so sad\"\n4,i feel happy\n");

        CliRun run = CliRun.Of("mood", "--input", input, "--output", folder.Name(name), "--embedding", "--encoder", s_encoder.Folder);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "Wrote 4 rows");
        using var encoder = MoodEncoder.Load(s_encoder.Folder);
        IReadOnlyList<MoodReading> expected = encoder.Read(["i feel happy", "", "i feel\nsad, so sad", "i feel happy"]);
        (long Row, float Valence, float Joy, string Emotion, float[] Embedding)[] found = Read(folder.Name(name));
        Assert.HasCount(4, found);
        for (int i = 0; i < 4; i++)
        {
            Assert.AreEqual(i + 1, found[i].Row);
            Assert.AreEqual(expected[i].Valence, found[i].Valence, 1e-6f);
            Assert.AreEqual(expected[i].Emotion, found[i].Emotion);
            Assert.AreEqual(expected[i].EmotionProbabilities[3], found[i].Joy, 1e-6f);
            Assert.HasCount(MoodColumns.EmbeddingSize, found[i].Embedding);
            Assert.IsLessThan(1e-5f, expected[i].SentimentEmbedding.Zip(found[i].Embedding, (a, b) => Math.Abs(a - b)).Max());
        }

        CollectionAssert.AreEquivalent(new[] { "texts.csv.gz", name }, folder.Files.ToArray());
    }

    [TestMethod]
    public void Mood_BadRows_AreReportedAndTheOthersRead()
    {
        using var folder = new DataFolder();
        string input = folder.Text("texts.jsonl", "{\"text\":\"i feel sad\"}\n{\"text\":7}\n{broken\n{\"other\":1}\n");

        CliRun run = CliRun.Of("mood", "--input", input, "--output", folder.Name("moods.csv"), "--encoder", s_encoder.Folder);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Error, "2 rows could not be understood");
        CollectionAssert.AreEqual(new[] { 1L, 4 }, Read(folder.Name("moods.csv"), embedding: false).Select(row => row.Row).ToArray());
        RejectedRow[] rejected = [.. RejectedRow.Read(folder.Name("moods.csv.rejects.jsonl"))];
        CollectionAssert.AreEqual(new[] { 2L, 3 }, rejected.Select(row => row.Row).ToArray());
        StringAssert.Contains(rejected[0].Reason, "expected a text, found the number 7");

        folder.Text("texts.jsonl", "{\"text\":\"i feel sad\"}\n");
        Assert.AreEqual(0, CliRun.Of("mood", "--input", input, "--output", folder.Name("moods.csv"), "--encoder", s_encoder.Folder).ExitCode);
        CollectionAssert.AreEquivalent(new[] { "texts.jsonl", "moods.csv" }, folder.Files.ToArray(), "rejects of an earlier run go");
    }

    [TestMethod]
    [DataRow("-")]
    [DataRow(null)]
    public void Mood_StandardInputToAFile_IsARowALine(string? dash)
    {
        using var folder = new DataFolder();
        string[] arguments = ["mood", .. dash is null ? [] : new[] { dash }, "--output", folder.Name("moods.jsonl"), "--encoder", s_encoder.Folder];

        CliRun run = CliRun.WithInput("i feel happy\n\nso tired\n", arguments);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.HasCount(3, Read(folder.Name("moods.jsonl"), embedding: false));
    }

    [TestMethod]
    public void Run_MoreTextsThanRemembered_SameAsOneByOne()
    {
        using var folder = new DataFolder();
        using var encoder = MoodEncoder.Load(s_encoder.Folder);
        string[] words = [.. SyntheticEncoder.Vocabulary.Where(word => word.All(char.IsAsciiLetter))];
        string[] texts = [.. Enumerable.Range(0, 40_000).Select(i => $"{words[i % words.Length]} {i} {words[i / words.Length % words.Length]}")];

        ScoringSummary summary = new MoodFileJob(new MoodFileOptions { Output = folder.Name("moods.jsonl") }).Run(encoder, texts);

        Assert.AreEqual(40_000, summary.Scored);
        (long Row, float Valence, float Joy, string Emotion, float[] Embedding)[] found = Read(folder.Name("moods.jsonl"), embedding: false);
        foreach (int row in new[] { 0, 8191, 8192, 33_000, 39_999 })
        {
            Assert.AreEqual(encoder.Read(texts[row]).Valence, found[row].Valence, 1e-5f);
        }
    }

    [TestMethod]
    public void Mood_Cancelled_LeavesNothing()
    {
        using var folder = new DataFolder();
        string input = folder.Text("texts.csv", "text\ni feel sad\n");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        CliRun run = CliRun.WithInput("", stopped.Token, "mood", "--input", input, "--output", folder.Name("moods.csv"), "--encoder", s_encoder.Folder);

        Assert.AreNotEqual(0, run.ExitCode);
        CollectionAssert.AreEqual(new[] { "texts.csv" }, folder.Files.ToArray());
    }

    [TestMethod]
    [DataRow("there is no column 'words'", "--input", "texts.csv", "--text-column", "words", "--output", "moods.csv")]
    [DataRow("name it .csv, .jsonl", "--input", "texts.csv", "--output", "moods.xlsx")]
    [DataRow("is the input as well", "--input", "texts.csv", "--output", "texts.csv")]
    [DataRow("its folder does not exist", "--input", "texts.csv", "--output", "none/moods.csv")]
    [DataRow("There is no file", "--input", "none.csv", "--output", "moods.csv")]
    [DataRow("--output", "--input", "texts.csv")]
    [DataRow("--embedding is written to a file", "i feel sad", "--embedding")]
    [DataRow("--text-column and --format", "i feel sad", "--text-column", "text")]
    public void Mood_WrongFiles_SayWhatIsExpected(string message, params string[] arguments)
    {
        using var folder = new DataFolder();
        folder.Text("texts.csv", "body\ni feel sad\n");
        string[] placed = [.. arguments.Select(argument => argument.Contains('.', StringComparison.Ordinal) ? folder.Name(argument) : argument)];

        CliRun.Of(["mood", .. placed, "--encoder", s_encoder.Folder]).AssertBadInput(message);

        CollectionAssert.AreEqual(new[] { "texts.csv" }, folder.Files.ToArray());
    }

    private static (long Row, float Valence, float Joy, string Emotion, float[] Embedding)[] Read(string path, bool embedding = true)
    {
        string[] columns = ["row", "valence", "joy", "emotion", .. embedding ? ["embedding"] : Array.Empty<string>()];
        return [.. MlNetMoodRec.Scoring.ResultTable.Read(path, AsideFile.FormatOf(path), columns, cells =>
            (cells.Whole(0), cells.Number(1), cells.Number(2), cells.Text(3), embedding ? cells.Numbers(4) : []))];
    }
}
