using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What came out, in plain words and with intervals; which targets were met, and by how much others were missed.</summary>
internal static class SummarySection
{
    public static XElement Write(ReportPage page) => Html.Section("summary", "What came out", Lead(page), Comparisons(page), Targets.Write(page));

    private static IEnumerable<XElement> Lead(ReportPage page)
    {
        if (page.Proposed?.Ndcg is not MetricEstimate proposed)
        {
            yield return Html.P($"The proposed method, {ExperimentResult.Proposed}, was not run, so nothing is compared with it here.");
            yield break;
        }

        string share = page.Proposed.Summary.ShareOfOracle is MetricEstimate ofOracle
            ? $", {Numbers.Percent(ofOracle)} of what the oracle reaches, which knows the listeners' true state"
            : "";
        yield return new XElement("p", new XAttribute("class", "lead"),
            "The proposed method (", page.Name(ExperimentResult.Proposed), $") reaches NDCG@10 {Numbers.Metric(proposed)}{share}.");
    }

    private static IEnumerable<object> Comparisons(ReportPage page)
    {
        MethodFigures[] compared = [.. page.Methods.Where(m => m.Summary.Proposed is not null && m.Method != ExperimentMethods.Oracle)];
        if (compared.Length == 0)
        {
            yield break;
        }

        yield return new XElement("ul", compared.Select(m => new XElement("li", Sentence(page, m))));
        yield return Html.Table(
            "The proposed method less each other one in NDCG@10: mean difference with its 95 % interval, listener by listener. "
                + page.Wording.Ranking,
            ["compared with", "difference [95 % interval]", "p, paired t", "p, bootstrap", "listeners"],
            page.Methods.Where(m => m.Summary.Proposed is not null).Select(m => Row(page, m, m.Summary.Proposed!)));
    }

    private static object[] Row(ReportPage page, MethodFigures method, PairedDifference difference) =>
    [
        page.Name(method.Method), Numbers.Difference(difference), Numbers.P(difference.TTestP), Numbers.P(difference.BootstrapP), Numbers.Count(difference.Users),
    ];

    private static IEnumerable<object> Sentence(ReportPage page, MethodFigures method)
    {
        PairedDifference difference = method.Summary.Proposed!;
        string outcome = difference.Low > 0 ? "Better than " : difference.High < 0 ? "Worse than " : "Not measurably different from ";
        return
        [
            new XElement("strong", outcome), page.Name(method.Method), $" ({Role(method.Method)}{Numbers.Metric(method.Ndcg)}): "
            + $"a difference of {Numbers.Difference(difference)}, p {Numbers.P(difference.TTestP)}.",
        ];
    }

    private static string Role(string method) => MethodDescriptions.Short(method) is string role ? $"{role}, " : "";
}
