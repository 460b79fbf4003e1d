using System.IO.Compression;
using System.Text.Json;

namespace MlNetMoodRec.Tests.Cli;

[TestClass]
public sealed class TokenizeCommandTests
{
    private static readonly string Vocabulary = SharedData.Path("models", "distilbert-base-uncased", "vocab.txt");

    [TestMethod]
    public void Tokenize_GoldenQuestions_GivesTheReferenceIds()
    {
        using var reader = new StreamReader(new GZipStream(
            File.OpenRead(SharedData.Path("models", "bert-tokenizer-goldens", "squad_dev_questions.jsonl.gz")), CompressionMode.Decompress));
        JsonElement[] goldens = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        string input = string.Join('\n', goldens.Select(g => g.GetProperty("text").GetString()!.ReplaceLineEndings(" ")));

        CliRun run = CliRun.WithInput(input, "tokenize", "--vocabulary", Vocabulary);

        string[] expected = [.. goldens.Select(g => $"[101,{string.Join(',', g.GetProperty("ids").EnumerateArray())},102]")];
        CollectionAssert.AreEqual(expected, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.AreEqual(0, run.ExitCode);
    }

    [TestMethod]
    public void Tokenize_EmptyLinesAndEmoji_KeepOneLineEach()
    {
        CliRun run = CliRun.WithInput("\n😴\n" + new string('a', 10_000) + "\n", "tokenize", "--vocabulary", Vocabulary);

        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual("[101,102]", lines[0]);
        Assert.AreEqual(3, lines.Length);
    }

    [TestMethod]
    public void Tokenize_MaxLength_CutsTheEndButNotTheSeparator()
    {
        CliRun run = CliRun.WithInput("one two three four", "tokenize", "--vocabulary", Vocabulary, "--max-length", "4");

        Assert.AreEqual("[101,2028,2048,102]\n", run.Output);
    }

    [TestMethod]
    public void Tokenize_NoVocabularyFile_IsBadInput() => CliRun.Of("tokenize", "--vocabulary", "nowhere.txt").AssertBadInput("nowhere.txt");

    [TestMethod]
    [DataRow("1")]
    [DataRow("many")]
    public void Tokenize_MaxLengthTooSmallOrNoNumber_IsBadInput(string maxLength) =>
        CliRun.Of("tokenize", "--vocabulary", Vocabulary, "--max-length", maxLength).AssertBadInput("at least 2");
}
