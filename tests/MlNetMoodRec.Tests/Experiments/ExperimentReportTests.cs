using System.Text.Json;
using AngleSharp.Dom;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Evaluation.Search;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Experiments;

[TestClass]
public sealed class ExperimentReportTests
{
    private static readonly string[] AllCharts =
    [
        "calibration", "confusion", "figure-1-accuracy", "figure-1-engagement", "figure-1-satisfaction", "figure-2-loss", "figure-3-satisfaction",
        "latency", "lift", "ndcg", "scoring-time", "training-time",
    ];

    private static readonly ExperimentResult Sample = SampleExperiment.Create();

    private static WrittenReport _report = null!;

    [ClassInitialize]
    public static void WriteReport(TestContext context) => _report = new WrittenReport(Sample);

    [ClassCleanup]
    public static void DeleteReport() => _report.Dispose();

    [TestMethod]
    public void Write_AFullResult_LeavesAWellFormedPageThatNeedsNoNetwork()
    {
        using IDocument page = _report.Parse();

        foreach (IAttr attribute in page.All.SelectMany(e => e.Attributes))
        {
            Assert.IsFalse(attribute.Value.Contains("http", StringComparison.OrdinalIgnoreCase), attribute.Value);
            if (attribute.Name is "href" or "src")
            {
                Assert.IsTrue(attribute.Value.StartsWith('#') && page.GetElementById(attribute.Value[1..]) is not null, attribute.Value);
            }
        }

        Assert.IsEmpty(page.QuerySelectorAll("script, link, iframe, img"));
        string css = page.QuerySelector("style")!.TextContent;
        Assert.IsFalse(css.Contains("url(", StringComparison.Ordinal) || css.Contains("@import", StringComparison.Ordinal));
        string[] ids = [.. page.All.Select(e => e.Id ?? "").Where(id => id.Length > 0)];
        CollectionAssert.AllItemsAreUnique(ids);
        Assert.AreEqual("en", page.DocumentElement.GetAttribute("lang"));
        Assert.HasCount(1, page.QuerySelectorAll("h1"));
        Assert.DoesNotContain("NaN", page.Body!.TextContent);
    }

    [TestMethod]
    public void Write_AFullResult_LeavesEveryChartAsPngAndSvgAndInThePage()
    {
        CollectionAssert.AreEqual(AllCharts.SelectMany(c => new[] { c + ".png", c + ".svg" }).Order(StringComparer.Ordinal).ToArray(), _report.Charts.ToArray());
        using IDocument page = _report.Parse();
        Assert.HasCount(AllCharts.Length, page.QuerySelectorAll("figure svg"));
        foreach (string chart in AllCharts)
        {
            string path = Path.Combine(_report.Folder, "charts", chart);
            var svg = System.Xml.Linq.XElement.Load(path + ".svg");
            int[] box = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(int.Parse)];
            (int width, int height) = PngSize(path + ".png");
            Assert.AreEqual((2 * box[2], 2 * box[3]), (width, height), chart);
            Assert.IsTrue(width == 960 && height is >= 300 and <= 1000, $"{chart}: {width} x {height}");
            Assert.IsGreaterThan(10, svg.Descendants().Count(e => e.Name.LocalName is "path" or "rect" or "text"), chart);
        }
    }

    [TestMethod]
    public void Write_AFullResult_ChartsOfThePageTakeAllColoursFromVariablesOfBothSchemes()
    {
        using IDocument page = _report.Parse();
        string css = page.QuerySelector("style")!.TextContent;
        string[] variables = [.. page.QuerySelectorAll("figure svg *").Select(e => e.GetAttribute("style")).OfType<string>()
            .SelectMany(s => s.Split(';', StringSplitOptions.RemoveEmptyEntries)).Select(p => p[(p.IndexOf('(', StringComparison.Ordinal) + 1)..^1]).Distinct()];

        Assert.IsGreaterThan(8, variables.Length);
        foreach (string variable in variables)
        {
            Assert.AreEqual(2, css.Split(variable + ":").Length - 1, variable);
        }

        foreach (IElement element in page.QuerySelectorAll("figure svg [fill], figure svg [stroke]"))
        {
            Assert.IsTrue((element.GetAttribute("fill") ?? "none") == "none" && (element.GetAttribute("stroke") ?? "none") == "none", element.OuterHtml);
        }

        foreach (IElement text in page.QuerySelectorAll("figure svg text"))
        {
            StringAssert.Contains(text.GetAttribute("style"), "fill:", text.TextContent);
        }
    }

    [TestMethod]
    public void Write_AFullResult_NamesEveryMethodWithItsFigures()
    {
        using IDocument page = _report.Parse();
        string ranking = page.GetElementById("ranking")!.TextContent;
        string likes = page.GetElementById("likes")!.TextContent;
        foreach (MethodSummary method in Sample.Methods.Where(m => m.Ndcg is not null))
        {
            StringAssert.Contains(ranking, $"{method.Method}{method.HitRate}{method.Ndcg}{method.Mrr}");
            StringAssert.Contains(likes, method.Method);
        }

        string sessions = page.GetElementById("sessions")!.TextContent;
        StringAssert.Contains(sessions, "logging policy27.0 ± 0.4 %2.87 ± 0.03");
        StringAssert.Contains(page.GetElementById("lift")!.TextContent, "1.00+0.0150 [+0.0113, +0.0187]");
        StringAssert.Contains(page.GetElementById("mood-reading")!.TextContent, "Negated7,100+0.41 [");
        StringAssert.Contains(page.GetElementById("costs")!.TextContent, "1.87 GB");
        StringAssert.Contains(page.GetElementById("claims")!.TextContent, "0.0443");
    }

    [TestMethod]
    public void Write_APValueOfZero_IsPrintedAsASmallOne()
    {
        using IDocument page = _report.Parse();
        IElement table = page.QuerySelector("#summary table")!;
        Assert.AreEqual(0, Sample.Methods[0].Proposed!.TTestP);
        Assert.AreEqual("< 0.0001", table.QuerySelectorAll("tbody tr")[0].Children[2].TextContent);
    }

    [TestMethod]
    public void Write_AnyResult_LeavesMetricsThatReadBackAsTheSame()
    {
        string json = File.ReadAllText(_report.MetricsPath);

        ExperimentResult read = JsonSerializer.Deserialize<ExperimentResult>(json, EvaluationJson.Options)!;

        Assert.AreEqual(json, JsonSerializer.Serialize(read, EvaluationJson.Options));
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.AreEqual("protocol", document.RootElement.EnumerateObject().First().Name);
        using var again = new WrittenReport(read);
        Assert.AreEqual(_report.Html, again.Html);
    }

    [TestMethod]
    public void Write_OddMethodNames_AreShownAsTheyAreAndChangeNothingElse()
    {
        const string odd = "a <b>&\"odd\"</b> {name}\u0001 of \u0085 more than enough letters \U0001F3B5\uD800";
        using var report = new WrittenReport(SampleExperiment.Create(seeds: 1, rename: n => n == "als" ? odd : n));

        using IDocument page = report.Parse();

        Assert.IsEmpty(page.QuerySelectorAll("b"));
        StringAssert.Contains(page.GetElementById("ranking")!.TextContent, "a <b>&\"odd\"</b> {name}\uFFFD of \uFFFD more than enough letters \U0001F3B5\uFFFD");
        Assert.HasCount(2 * AllCharts.Length, report.Charts);
    }

    [TestMethod]
    public void Write_OneSeedWithoutALift_SaysSoAndGivesErrorsOverListeners()
    {
        using var report = new WrittenReport(SampleExperiment.Create(seeds: 1, lift: false));

        using IDocument page = report.Parse();

        Assert.DoesNotContain("lift.png", report.Charts);
        StringAssert.Contains(page.GetElementById("lift")!.TextContent, "was not run");
        StringAssert.Contains(page.GetElementById("limits")!.TextContent, "One seed was run");
        string ranking = page.GetElementById("ranking")!.TextContent;
        StringAssert.Contains(ranking, "± one standard error over listeners");
        StringAssert.Contains(ranking, "± 0.0037");
    }

    [TestMethod]
    public void Write_AResultWithoutMeasurements_LeavesAPageThatSaysWhatIsMissing()
    {
        ExperimentResult bare = Sample with { Methods = [new MethodSummary { Method = "popularity" }], Seeds = [], Lift = null };
        using var report = new WrittenReport(bare);

        using IDocument page = report.Parse();

        Assert.IsEmpty(report.Charts);
        StringAssert.Contains(page.GetElementById("summary")!.TextContent, "was not run");
        StringAssert.Contains(page.GetElementById("paper-figures")!.TextContent, "Figure 1, Figure 2, Figure 3");
        Assert.DoesNotContain("lift.png", report.Charts);
    }

    [TestMethod]
    public void Write_MissedTargets_SaysByHowMuch()
    {
        ExperimentResult missed = Sample with
        {
            Methods = [.. Sample.Methods.Select(m => m.Method == ExperimentResult.Proposed
                ? m with { ShareOfOracle = new(0.61, 0.01), Accuracy = new(0.75, 0.001), Ndcg = new(0.16, 0.001) }
                : m)],
        };
        using var report = new WrittenReport(missed);

        using IDocument page = report.Parse();

        string summary = page.GetElementById("summary")!.TextContent;
        StringAssert.Contains(summary, "missed61.0 ± 1.0 %; 9.0 points short");
        StringAssert.Contains(summary, "4.3 points below; 1.3 points too far");
        Assert.HasCount(3, page.QuerySelectorAll("#summary .missed"));
        Assert.HasCount(1, page.QuerySelectorAll("#summary .met"));
    }

    [TestMethod]
    public void Write_OverAnEarlierReport_ReplacesItAndNothingElse()
    {
        using var report = new WrittenReport(SampleExperiment.Create(seeds: 1));
        string model = Path.Combine(report.Folder, "moodrec.zip");
        File.WriteAllText(model, "a model");

        report.Write(SampleExperiment.Create(seeds: 1, lift: false));

        Assert.DoesNotContain("lift.png", report.Charts);
        CollectionAssert.AreEquivalent(
            new[] { "charts", "metrics.json", "moodrec.zip", "report.html" },
            Directory.EnumerateFileSystemEntries(report.Folder).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public void Write_AValueThatIsNoNumber_ThrowsAndLeavesTheEarlierReport()
    {
        using var report = new WrittenReport(SampleExperiment.Create(seeds: 1));
        string before = report.Html;

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(
            () => report.Write(Sample with { ProcessorSeconds = double.NaN }));

        StringAssert.Contains(error.Message, "no number");
        Assert.AreEqual(before, report.Html);
        Assert.HasCount(3, Directory.GetFileSystemEntries(report.Folder));
    }

    [TestMethod]
    public void Write_WithASearch_ShowsItsPictureAndItsBestTrials()
    {
        double[] reached = [0.21, 0.25, 0.23];
        var search = new SearchResult
        {
            Method = "mood-lstm",
            Split = "time 70/20/10",
            SeenSongs = SeenSongPolicy.Included,
            DataHash = "sha256:0123456789abcdef",
            Seed = 1,
            Options = new SearchOptions { Trials = 3, Epochs = 2, MinEpochs = 1 },
            Rungs = [new(1, 3), new(2, 1)],
            Trials = [.. reached.Select((ndcg, i) => new SearchTrial { Number = i + 1, Options = new MoodLstmOptions { LearningRate = 0.001 * (i + 1) }, Epochs = [new(4, 4, ndcg)] })],
            BestTrial = 2,
        };
        using var report = new WrittenReport(Sample with { Search = search });
        using IDocument page = report.Parse();

        IElement section = page.GetElementById("search")!;
        Assert.AreEqual("2", section.QuerySelector("tbody th")!.TextContent);
        StringAssert.Contains(section.QuerySelector("tbody tr")!.TextContent, "0.2500");
        StringAssert.StartsWith(section.QuerySelector("img")!.GetAttribute("src"), "data:image/svg+xml;base64,");
        Assert.IsTrue(report.Charts.Contains("search.png") && report.Charts.Contains("search.svg"));
        ExperimentResult read = JsonSerializer.Deserialize<ExperimentResult>(File.ReadAllText(report.MetricsPath), EvaluationJson.Options)!;
        Assert.AreEqual(0.25, read.Search!.Best.BestNdcg);
    }

    [TestMethod]
    [DataRow(null, "cannot be read")]
    [DataRow("{\"method\": 3}", "holds no search")]
    [DataRow("null", "no best trial")]
    public void Load_NoSearch_SaysSo(string? content, string expected)
    {
        string folder = Directory.CreateTempSubdirectory("moodrec-search-").FullName;
        if (content is not null)
        {
            File.WriteAllText(Path.Combine(folder, "search.json"), content);
        }

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => SearchResult.Load(folder));

        Directory.Delete(folder, recursive: true);
        StringAssert.Contains(error.Message, expected);
        StringAssert.Contains(error.Message, "moodrec tune");
    }

    [TestMethod]
    public void Write_IntoAFile_SaysThatTheFolderCannotBeWrittenTo()
    {
        string file = Path.GetTempFileName();
        try
        {
            MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => ExperimentReport.Write(Sample, file));
            StringAssert.Contains(error.Message, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Width and height stand big-endian at bytes 16 and 20 of a PNG.</summary>
    private static (int Width, int Height) PngSize(string path)
    {
        byte[] start = File.ReadAllBytes(path)[..24];
        return (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(20)));
    }
}
