using System.Text.Json;
using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>
/// Writes an experiment for people to look at: <c>report.html</c> (self-contained: no network, no scripts),
/// <c>metrics.json</c> (the result itself), and each chart as <c>charts/*.png</c> and <c>charts/*.svg</c>.
/// </summary>
public static class ExperimentReport
{
    /// <summary>The page's file name.</summary>
    public const string PageName = "report.html";

    /// <summary>The result's file name.</summary>
    public const string MetricsName = "metrics.json";

    /// <summary>The name of the folder of the charts.</summary>
    public const string ChartsName = "charts";

    /// <summary>
    /// Writes the report of a result, which may come from a metrics.json. An earlier report in the folder is replaced, its
    /// folder of charts included, once the new one is complete; other files stay. Not for two reports into one folder at the same time.
    /// </summary>
    /// <exception cref="MoodRecException">The folder cannot be written to, or the result holds a value that is no number.</exception>
    public static void Write(ExperimentResult result, string folder)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string json = ToJson(result);
        AsideFolder.Replace(folder, PageName, aside =>
        {
            var page = new ReportPage(result);
            DrawCharts(page, Path.Combine(aside, ChartsName));
            File.WriteAllText(Path.Combine(aside, MetricsName), json);
            File.WriteAllText(Path.Combine(aside, PageName), page.Write());
        });
    }

    private static void DrawCharts(ReportPage page, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (Chart chart in ExperimentCharts.Draw(page.Result, page.Methods, page.Colors))
        {
            using (chart)
            {
                XElement svg = chart.ToSvg();
                svg.Save(Path.Combine(folder, chart.Name + ".svg"));
                File.WriteAllBytes(Path.Combine(folder, chart.Name + ".png"), chart.ToPng());
                page.Add(chart.Name, svg);
            }
        }
    }

    private static string ToJson(ExperimentResult result)
    {
        try
        {
            return JsonSerializer.Serialize(result, EvaluationJson.Options);
        }
        catch (ArgumentException e)
        {
            throw new MoodRecException("The experiment's result holds a value that is no number (NaN or infinite): a metric without events, or a training that diverged. Nothing was written.", e);
        }
    }
}
