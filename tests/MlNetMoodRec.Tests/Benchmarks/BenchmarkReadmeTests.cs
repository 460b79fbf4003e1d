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
}
