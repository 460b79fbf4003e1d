using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>How well each method ranks the song that is played next.</summary>
internal static class RankingSection
{
    private const string WithText = "with a mood text";
    private const string WithoutText = "without a mood text";
    private const string Start = "session start";
    private const string StartWithText = "session start with text";

    public static XElement Write(ReportPage page)
    {
        MethodFigures[] ranked = [.. page.Methods.Where(m => m.Ndcg is not null)];
        if (ranked.Length == 0)
        {
            return Html.Section("ranking", "Ranking the next song", Html.P("No method was ranked in this run."));
        }

        return Html.Section(
            "ranking", "Ranking the next song",
            Html.P("NDCG@10 is 1 where the song that was played is ranked first, less the further down it is, and 0 beyond rank 10. HR@10 is the share of events with the song among the first ten."),
            page.Figure("Figure 4.", "NDCG@10 per method, with one standard error and the oracle's ceiling.", page.Wording.Ranking, "ndcg"),
            Html.Table(
                $"All events. {page.Wording.Ranking} Diversity: the share of pairs of different genre within a list. Coverage: the share of the catalogue that is recommended at all.",
                ["method", "HR@10", "NDCG@10", "MRR@10", "share of the oracle", "coverage", "diversity"],
                ranked.Select(m => (object[])
                [
                    page.Name(m.Method), Numbers.Metric(m.HitRate), Numbers.Metric(m.Ndcg), Numbers.Metric(m.Mrr),
                    Numbers.Percent(m.Summary.ShareOfOracle), Numbers.Percent(m.Coverage), Numbers.Fixed(m.Diversity, 3),
                ])),
            Slices(page, ranked));
    }

    private static XElement? Slices(ReportPage page, MethodFigures[] ranked)
    {
        string[] slices = [WithText, WithoutText, Start, StartWithText];
        return ranked.All(m => slices.All(s => m.Slice(s) is null))
            ? null
            : Html.Table(
                $"NDCG@10 by kind of event: mood can matter only where there is a text. {page.Wording.Ranking}",
                ["method", .. slices],
                ranked.Select(m => (object[])[page.Name(m.Method), .. slices.Select(s => Numbers.Metric(m.Slice(s)))]));
    }
}
