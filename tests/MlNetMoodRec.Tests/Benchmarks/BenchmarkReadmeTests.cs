using MlNetMoodRec.Evaluation.Benchmarks;

namespace MlNetMoodRec.Tests.Benchmarks;

[TestClass]
public class BenchmarkReadmeTests
{
    [TestMethod]
    public void Readme_BenchmarkTables_AreThoseOfTheCommittedResults()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root.FullName, "README.md"));
        string block = BenchmarkMarkdown.Block(BenchmarkMarkdown.LoadAll(Path.Combine(Repository.Root.FullName, "benchmarks")));
        Assert.AreEqual(BenchmarkMarkdown.Replace(readme, block), readme, "run: moodrec benchmark readme --results benchmarks --file README.md");
    }

    [TestMethod]
    public void Replace_FileWithoutMarkers_IsRefused() =>
        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => BenchmarkMarkdown.Replace("# Title", "")).Message, BenchmarkMarkdown.BlockStart);

    [TestMethod]
    public void LoadAll_FolderWithoutResults_IsRefused() =>
        Assert.ThrowsExactly<MoodRecException>(() => BenchmarkMarkdown.LoadAll("no-such-folder"));

    [TestMethod]
    public void Block_RunsOnSharesOfTheData_AreACurveUnderTheRunOnAllOfIt()
    {
        BenchmarkResult[] results = [Result("data", 100, 4.04), Result("data-10", 10, 0.5), Result("data-5", 5, 0.3), Result("other-10", 10, 1) with { DataSet = "other" }];

        string[] lines = BenchmarkMarkdown.Block(results).Split('\n');

        Assert.AreEqual(2, lines.Count(l => l.StartsWith("**`moodrec benchmark", StringComparison.Ordinal)), "all of the data, and a share that stands alone");
        string[] curve = [.. lines.SkipWhile(l => !l.StartsWith("| share", StringComparison.Ordinal)).Take(5)];
        CollectionAssert.AreEqual(
            new[]
            {
                "| share | method | training, minutes | ranking the test rows, minutes | peak memory, GB | P@20 |",
                "|---:|---|---:|---:|---:|---:|",
                "| 5 % | lstm | 0.3 | 2.0 | 1.50 | 0.0300 |",
                "| 10 % | lstm | 0.5 | 2.0 | 1.50 | 0.0500 |",
                "| 100 % | lstm | 4.0 | 2.0 | 1.50 | 0.4040 |",
            },
            curve);
        Assert.AreEqual(1, lines.Count(l => l.StartsWith("| share", StringComparison.Ordinal)));
    }

    private static BenchmarkResult Result(string name, int fraction, double minutes) => new()
    {
        Name = name,
        DataSet = "data",
        DataHash = "sha256:0",
        Fraction = fraction,
        Protocol = [],
        Seeds = [1],
        Machine = "a machine",
        Version = "1",
        Tables = [new BenchmarkTable { Title = "All", Protocol = "", Metrics = ["P@20"], Rows = [new BenchmarkRow { Method = "lstm", Values = [new BenchmarkValue(minutes / 10)] }] }],
        Costs = [new BenchmarkCost { Method = "lstm", Options = [], FitMinutes = minutes, EvaluateMinutes = 2, PeakMemoryGb = 1.5, SongsRecommended = 1 }],
    };
}
