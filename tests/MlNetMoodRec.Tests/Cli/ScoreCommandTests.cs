using System.Text.Json;
using MlNetMoodRec.Tests.Data;
using MlNetMoodRec.Tests.Scoring;

namespace MlNetMoodRec.Tests.Cli;

[TestClass]
public sealed class ScoreCommandTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly string _model;
    private readonly string _input;

    public ScoreCommandTests()
    {
        _model = ScoringModel.WriteTo(Path.GetDirectoryName(_folder.Name("x"))!);
        _input = _folder.Text("in.jsonl", """
            {"user": "ann", "text": "i feel happy", "recent": ["s1"]}
            {"user": "bob", "text": 7}
            {"user": "cem", "recent": ["s2"], "extra": 1}
            """);
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Score_AFileWithABadRow_WritesTheOthersAndSaysWhere()
    {
        CliRun run = Score("--top", "3");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.AreEqual($"Wrote 2 rows to {_folder.Name("out.jsonl")}\n", run.Output);
        StringAssert.Contains(run.Error, "columns: user=user, text=text, recent=recent; not read: extra");
        StringAssert.Contains(run.Error, "1 rows could not be understood");
        StringAssert.Contains(File.ReadAllText(_folder.Name("out.jsonl.rejects.jsonl")), "\"row\":2");
        JsonElement[] rows = [.. File.ReadLines(_folder.Name("out.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.AreEqual("cem", rows[1].GetProperty("user_id").GetString());
        Assert.AreEqual(3, rows[1].GetProperty("row").GetInt64());
        Assert.AreEqual(3, rows[1].GetProperty("song_ids").GetArrayLength());
    }

    [TestMethod]
    public void Score_Json_WritesTheSummary()
    {
        JsonElement summary = JsonDocument.Parse(Score("--json").Output).RootElement;

        Assert.AreEqual(2, summary.GetProperty("scored").GetInt64());
        Assert.AreEqual(1, summary.GetProperty("rejected").GetInt64());
    }

    [TestMethod]
    public void Merge_TheShardsOfAFile_JoinsThem()
    {
        foreach (int shard in new[] { 1, 2 })
        {
            CliRun run = CliRun.Of("score", "--model", _model, "--input", _input, "--output", _folder.Name($"part-{shard}.csv"), "--shard", $"{shard}/2");
            Assert.AreEqual(0, run.ExitCode, run.Error);
        }

        CliRun merged = CliRun.Of("merge", "--output", _folder.Name("all.csv"), _folder.Name("part-1.csv"), _folder.Name("part-2.csv"));

        Assert.AreEqual(0, merged.ExitCode, merged.Error);
        Assert.AreEqual(3, File.ReadLines(_folder.Name("all.csv")).Count());
        CliRun.Of("merge", "--output", _folder.Name("half.csv"), _folder.Name("part-1.csv")).AssertBadInput("shard 2 is missing");
    }

    [TestMethod]
    [DataRow("0/2")]
    [DataRow("3/2")]
    [DataRow("half")]
    public void Score_NoPartOfAWhole_IsBadInput(string shard) =>
        Score($"--shard={shard}").AssertBadInput($"--shard is '{shard}'; expected i/n");

    [TestMethod]
    public void Score_UnknownKeyInTheMap_IsBadInput() => Score("--map", "song=recent").AssertBadInput("the mapping's key 'song'");

    [TestMethod]
    public void Score_Cancelled_SaysHowToGoOn()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        CliRun run = CliRun.WithInput("", cancelled.Token, "score", "--model", _model, "--input", _input, "--output", _folder.Name("out.jsonl"));

        Assert.AreEqual(130, run.ExitCode);
        StringAssert.Contains(run.Error, "Run the same command again");
        Assert.IsFalse(File.Exists(_folder.Name("out.jsonl")));
    }

    private CliRun Score(params string[] more) =>
        CliRun.Of(["score", "--model", _model, "--input", _input, "--output", _folder.Name("out.jsonl"), .. more]);
}
