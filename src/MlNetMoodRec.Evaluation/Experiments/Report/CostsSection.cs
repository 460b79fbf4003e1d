using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Time, memory and size.</summary>
internal static class CostsSection
{
    public static XElement Write(ReportPage page)
    {
        ExperimentResult result = page.Result;
        MethodFigures[] costly = [.. page.Methods.Where(m => m.RequestMs is not null)];
        string cores = result.Seconds > 0 ? $", {Numbers.Fixed(result.ProcessorSeconds / result.Seconds, 2)} cores busy on average" : "";
        string gpu = result.GpuMemoryBytes is long bytes ? $"at most {Numbers.Bytes(bytes)} of it was held on the graphics card" : "there was no graphics card";
        return Html.Section(
            "costs", "What it costs",
            Html.P($"The whole experiment took {Numbers.Seconds(result.Seconds)} on the clock and {Numbers.Seconds(result.ProcessorSeconds)} of processor time{cores}. "
                + $"The process held at most {Numbers.Bytes(result.PeakMemoryBytes)} of memory; {gpu}. What was done before a resume is not counted."),
            costly.Length == 0
                ? Html.P("No method was timed in this run.")
                : Html.Table(
                    page.Wording.Costs + " One request: a loaded model on one thread, the reading of a text included.",
                    ["method", "training", "scoring the test events", "one request, median", "one request, 95th percentile", "model"],
                    costly.Select(m => (object[])
                    [
                        page.Name(m.Method), Write(m.TrainingSeconds, Numbers.Seconds), Write(m.ScoringSeconds, Numbers.Seconds),
                        Write(m.RequestMs, Numbers.Milliseconds), Write(m.RequestMs95, Numbers.Milliseconds), Write(m.ModelBytes, Numbers.Bytes),
                    ])),
            page.Figure("Figure 8.", "Time of one request, of training, and of scoring all test events.", page.Wording.Costs, "latency", "training-time", "scoring-time"));
    }

    private static string Write(MetricEstimate? estimate, Func<double, string> write) => estimate is null ? "" : write(estimate.Mean);
}
