using System.Globalization;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Scoring;
using MlNetMoodRec.Tests.Data;

namespace MlNetMoodRec.Tests.Scoring;

[TestClass]
public sealed class ScoringMergeTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly string _model;
    private readonly string _input;

    public ScoringMergeTests()
    {
        _model = ScoringModel.WriteTo(Path.GetDirectoryName(_folder.Name("x"))!);
        _input = ContextFile.WriteWithBadRows(_folder.Name("in.csv"), ScoringModel.Listeners(60));
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("part-{0}.parquet", "merged.parquet")]
    [DataRow("part-{0}.csv", "merged.jsonl.gz")]
    public void Merge_AllShards_GivesTheRowsOfOneRun(string parts, string merged)
    {
        ScoringOptions one = Options("one" + Path.GetExtension(merged.Replace(".gz", "", StringComparison.Ordinal)));
        ScoringSummary whole = new ScoringJob(one).Run();
        string[] outputs = Shards(parts, 7); // More shards than some have listeners for.

        ScoringSummary summary = ScoringMerge.Run([.. outputs.Reverse()], _folder.Name(merged));

        Assert.AreEqual(whole.Scored, summary.Scored);
        Assert.AreEqual(whole.Rejected, summary.Rejected);
        Assert.HasCount((int)whole.Scored, Read(_folder.Name(merged)));
        Assert.AreEqual(File.ReadAllText(RejectedRow.PathOf(one.Output)), File.ReadAllText(RejectedRow.PathOf(_folder.Name(merged))));
        foreach ((ScoredRow expected, ScoredRow actual) in Read(one.Output).Zip(Read(_folder.Name(merged))))
        {
            Assert.AreEqual(expected.Row, actual.Row);
            Assert.AreEqual(expected.UserId, actual.UserId);
            AnswerAssert.AreSame(expected.Answer, actual.Answer, $"row {expected.Row}");
        }
    }

    [TestMethod]
    public void Merge_PartsThatDoNotBelongTogether_SaysWhich()
    {
        string[] parts = Shards("part-{0}.csv", 3);
        string other = Options("other.csv").Output;
        new ScoringJob(Options("other.csv") with { Top = 2, Shard = new UserShard(3, 3) }).Run();

        AssertRefused("shard 2 is missing", parts[0], parts[2]);
        AssertRefused("shard 1 is given more than once", [.. parts, parts[0]]);
        AssertRefused("top '2' instead of '10'", parts[0], parts[1], other);
        AssertRefused("is no finished shard", parts[0], parts[1], _input);
        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => ScoringMerge.Run(parts, parts[0])).Message, "one of the parts");
        File.AppendAllText(parts[1], "1,u,s1,t,1,0.5,history,,0,0\n");
        AssertRefused("is not as it was written", parts);
        Assert.IsFalse(File.Exists(_folder.Name("merged.csv")));
    }

    private void AssertRefused(string part, params string[] parts)
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => ScoringMerge.Run(parts, _folder.Name("merged.csv")));
        StringAssert.Contains(error.Message, part);
    }

    private string[] Shards(string name, int count) => [.. Enumerable.Range(1, count).Select(index =>
    {
        ScoringOptions options = Options(string.Format(CultureInfo.InvariantCulture, name, index)) with { Shard = new UserShard(index, count) };
        new ScoringJob(options).Run();
        return options.Output;
    })];

    private ScoringOptions Options(string output) => new() { Model = _model, Input = _input, Output = _folder.Name(output) };

    private static ScoredRow[] Read(string path) => [.. ScoredRow.Read(path, AsideFile.FormatOf(path))];
}
