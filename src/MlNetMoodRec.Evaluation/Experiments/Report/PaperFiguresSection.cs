using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The paper's Figures 1 to 3, redrawn from the runs of this experiment.</summary>
internal static class PaperFiguresSection
{
    public static XElement Write(ReportPage page)
    {
        ProtocolWording wording = page.Wording;
        XElement?[] figures =
        [
            page.Figure("Figure 1.", "Accuracy, engagement increase and satisfaction per method.",
                $"Accuracy: {wording.Likes} Engagement and satisfaction: {wording.Sessions}",
                "figure-1-accuracy", "figure-1-engagement", "figure-1-satisfaction"),
            page.Figure("Figure 2.", "Training and validation loss per epoch. A training loss alone says nothing about new data: where the validation loss rises again, the model has begun to memorise.",
                $"{wording.FirstSeed}; training loss with dropout, validation loss without; split by {page.Result.Protocol.Split}.", "figure-2-loss"),
            page.Figure("Figure 3.", "Satisfaction as the held-out sessions went on: running means of the share of positive responses; dots are the proposed method's stretches.",
                $"{wording.FirstSeed}; {Numbers.Count(page.Result.Protocol.PolicySessions)} held-out sessions each of {Numbers.Count(page.Result.Protocol.PolicyListeners)} listeners.", "figure-3-satisfaction"),
        ];
        string[] missing = [.. figures.Select((f, i) => (f, i)).Where(x => x.f is null).Select(x => $"Figure {x.i + 1}")];
        return Html.Section(
            "paper-figures", "The paper's figures, redrawn",
            ChartStyle.HasFonts ? null : Html.P("The machine that wrote this report has no fonts, so its charts carry no lettering. The tables hold the same figures. Install a font (on Debian fonts-dejavu-core) and write it again."),
            figures[0],
            Html.Pair(figures[1..]),
            missing.Length == 0 ? null : Html.P($"Left out, because this run has no data for it: {string.Join(", ", missing)}."));
    }
}
