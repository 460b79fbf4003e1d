using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MlNetMoodRec.Evaluation.Experiments;

namespace MlNetMoodRec.Tests.Experiments;

/// <summary>A report in a folder of its own, which goes with it.</summary>
internal sealed class WrittenReport : IDisposable
{
    public WrittenReport(ExperimentResult result)
    {
        Write(result);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("moodrec-report-").FullName;

    public string PagePath => Path.Combine(Folder, ExperimentReport.PageName);

    public string MetricsPath => Path.Combine(Folder, ExperimentReport.MetricsName);

    public IReadOnlyList<string> Charts => [.. Directory.EnumerateFiles(Path.Combine(Folder, ExperimentReport.ChartsName)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public string Html => File.ReadAllText(PagePath);

    public void Write(ExperimentResult result) => ExperimentReport.Write(result, Folder);

    /// <summary>The page as a browser sees it; any error of the markup throws.</summary>
    public IDocument Parse()
    {
        // AngleSharp takes every end tag of the SVG element clipPath, whose name has a capital, for an error.
        string html = Html;
        using IDocument strict = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html.Replace("clipPath", "g", StringComparison.Ordinal));
        return new HtmlParser().ParseDocument(html);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
