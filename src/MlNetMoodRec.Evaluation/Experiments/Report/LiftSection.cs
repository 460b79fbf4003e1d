using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What the mood is worth, over how much it matters.</summary>
internal static class LiftSection
{
    public static XElement Write(ReportPage page)
    {
        if (page.Result.Lift is not { Points.Count: > 0 } lift)
        {
            return Html.Section("lift", "What the mood text is worth", Html.P("The lift curve was not run in this experiment."));
        }

        string protocol = $"Per strength {lift.Seeds} simulated platform{(lift.Seeds == 1 ? "" : "s")} of {Numbers.Count(lift.Log.Interactions)} interactions, {Numbers.Count(lift.Log.Listeners)} listeners and {Numbers.Count(lift.Log.Songs)} songs each; "
            + $"split by {page.Result.Protocol.Split}; all songs ranked; paired by listener, 95 % bootstrap intervals over listeners.";
        return Html.Section(
            "lift", "What the mood text is worth",
            Html.P("The simulation has a knob: how much mood matters to the listeners. At 0 it does not matter at all, so a method that reads it can gain nothing, and a gain there would betray a leak or a broken comparison. "
                + "From there the gain of the mood LSTM over the standalone LSTM should rise."),
            page.Figure("Figure 7.", "NDCG@10 of the mood LSTM less that of the standalone LSTM, with 95 % intervals (bands).", protocol, "lift"),
            Html.Table(
                protocol,
                ["mood strength", "all events [95 %]", "p, paired t", "session starts with a text [95 %]", "p, paired t", "lstm", ExperimentResult.Proposed, ExperimentMethods.Oracle],
                lift.Points.Select(p => (object[])
                [
                    Numbers.Fixed(p.MoodStrength, 2), Numbers.Difference(p.Difference), Numbers.P(p.Difference.TTestP), Numbers.Difference(p.AtSessionStarts),
                    Numbers.P(p.AtSessionStarts.TTestP), Numbers.Metric(p.Lstm), Numbers.Metric(p.MoodLstm), Numbers.Metric(p.Oracle),
                ])));
    }
}
