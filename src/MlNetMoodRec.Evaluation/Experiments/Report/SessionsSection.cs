using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What happens when a method recommends.</summary>
internal static class SessionsSection
{
    public static XElement Write(ReportPage page)
    {
        MethodFigures[] methods = [.. page.Methods.Where(m => m.Satisfaction is not null)];
        return methods.Length == 0
            ? Html.Section("sessions", "Recommending in held-out sessions", Html.P("No held-out sessions were run."))
            : Html.Section(
                "sessions", "Recommending in held-out sessions",
                Html.P("Each method recommends in sessions that the log does not hold, and the simulated listeners respond. Satisfaction is the share of positive responses; "
                    + "engagement is the songs' worth of listening in a session; its increase is (E - E of the logging policy) / E of the logging policy."),
                Html.Table(
                    page.Wording.Sessions,
                    ["method", "satisfaction", "engagement", "engagement increase", "songs in a session"],
                    methods.Select(m => (object[])
                    [
                        page.Name(m.Method), Numbers.Percent(m.Satisfaction), Numbers.Fixed(m.Engagement, 2),
                        SignedEstimate(m.Summary.EngagementIncrease), Numbers.Fixed(m.SongsPerSession, 2),
                    ])));
    }

    private static string SignedEstimate(MetricEstimate? increase) => increase is null ? ""
        : increase.StandardError is double error ? $"{Numbers.Signed(100 * increase.Mean, "0.0")} ± {Numbers.Fixed(100 * error, 1)} %"
        : Numbers.SignedPercent(increase.Mean);
}
