using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The targets that were set before the experiment, and what became of them.</summary>
internal static class Targets
{
    private const double OracleShare = 0.70;
    private const double AccuracyPoints = 3;
    private const double Significance = 0.01;

    /// <summary>The order that NDCG@10 should show, best first.</summary>
    private static readonly string[] Order = [ExperimentResult.Proposed, "lstm", "als", "popularity"];

    public static IEnumerable<XElement> Write(ReportPage page)
    {
        object[][] rows = [.. new[] { InOrder(page), Share(page), Accuracy(page), NoMood(page) }.OfType<object[]>()];
        if (rows.Length == 0)
        {
            yield break;
        }

        yield return Html.Table(
            $"The targets, set before the experiment. {page.Wording.Events}. The first one asks for five seeds.",
            ["target", "outcome", "measured"], rows);
    }

    private static object[]? InOrder(ReportPage page)
    {
        MethodFigures[] ordered = [.. Order.Select(page.Find).OfType<MethodFigures>().Where(m => m.Ndcg is not null)];
        if (ordered.Length < Order.Length || ordered[1..].Any(m => m.Summary.Proposed is null))
        {
            return null;
        }

        bool descends = ordered.Zip(ordered[1..]).All(pair => pair.First.Ndcg!.Mean > pair.Second.Ndcg!.Mean);
        bool significant = ordered[1..].All(m => m.Summary.Proposed is { Mean: > 0 } d && d.TTestP < Significance);
        string measured = string.Join("; ", ordered.Select(m => $"{m.Method} {Numbers.Metric(m.Ndcg)}"));
        string p = string.Join(", ", ordered[1..].Select(m => $"{m.Method} {Numbers.P(m.Summary.Proposed!.TTestP)}"));
        return Row(
            $"NDCG@10: {string.Join(" > ", Order)}, the proposed method ahead of each with p < 0.01",
            descends && significant, $"{measured}; p of the proposed method against {p}; {page.Wording.Seeds}");
    }

    private static object[]? Share(ReportPage page)
    {
        if (page.Proposed?.Summary.ShareOfOracle is not MetricEstimate share)
        {
            return null;
        }

        string missed = share.Mean < OracleShare ? $"; {Numbers.Fixed(100 * (OracleShare - share.Mean), 1)} points short" : "";
        return Row("At least 70 % of the oracle's NDCG@10", share.Mean >= OracleShare, $"{Numbers.Percent(share)}{missed}");
    }

    private static object[]? Accuracy(ReportPage page)
    {
        if (page.Proposed?.Summary.Accuracy is not MetricEstimate own || page.Oracle?.Summary.Accuracy is not MetricEstimate ceiling)
        {
            return null;
        }

        double below = 100 * (ceiling.Mean - own.Mean);
        string missed = below > AccuracyPoints ? $"; {Numbers.Fixed(below - AccuracyPoints, 1)} points too far" : "";
        return Row("Accuracy of like or skip within 3 points of the oracle's", below <= AccuracyPoints,
            $"{Numbers.Percent(own)} beside {Numbers.Percent(ceiling)}: {Numbers.Fixed(below, 1)} points below{missed}");
    }

    private static object[]? NoMood(ReportPage page)
    {
        if (page.Result.Lift?.Points.FirstOrDefault(p => p.MoodStrength == 0) is not LiftPoint point)
        {
            return null;
        }

        bool contains = point.Difference is { Low: <= 0, High: >= 0 };
        return Row("At mood strength 0 the interval of the lift over the standalone LSTM contains 0", contains, Numbers.Difference(point.Difference));
    }

    private static object[] Row(string target, bool met, string measured) =>
    [
        target, new XElement("span", new XAttribute("class", met ? "met" : "missed"), met ? "met" : "missed"), measured,
    ];
}
