using System.Text.Json;
using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Everything that is needed to run the experiment again.</summary>
internal static class ProtocolSection
{
    public static XElement Write(ReportPage page)
    {
        ExperimentProtocol protocol = page.Result.Protocol;
        return Html.Section(
            "protocol", "Protocol",
            Html.Table(
                "How the experiment was run.",
                ["what", "value"],
                [
                    ["preset", protocol.Preset],
                    ["seeds", string.Join(", ", protocol.Seeds)],
                    ["split", protocol.Split],
                    ["held-out sessions", $"{Numbers.Count(protocol.PolicySessions)} each of {Numbers.Count(protocol.PolicyListeners)} listeners, {protocol.SlateSize} songs at a time"],
                    ["mood encoder", protocol.EncoderHash],
                    ["machine", protocol.Machine],
                    ["version", protocol.Version],
                    ["time per seed", string.Join(", ", page.Result.Seeds.Select(s => $"seed {s.Seed}: {Numbers.Seconds(s.Seconds)}"))],
                ]),
            Options("Options of the simulated platform", protocol.Simulation),
            Options("Options of the LSTMs", protocol.Lstm),
            Options("Options of the matrix factorisation", protocol.Als));
    }

    private static XElement Options<T>(string summary, T options) => new("details",
        new XElement("summary", summary),
        new XElement("pre", new XAttribute("tabindex", "0"), JsonSerializer.Serialize(options, EvaluationJson.Options)));
}
