namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>All charts of an experiment. Those that its result has no data for are left out.</summary>
internal static class ExperimentCharts
{
    public static IEnumerable<Chart> Draw(ExperimentResult result, IReadOnlyList<MethodFigures> methods, MethodColors colors)
    {
        Chart?[] charts =
        [
            Percents("figure-1-accuracy", "Accuracy of like or skip", "events called rightly (%)", methods, colors, m => m.Summary.Accuracy),
            Percents("figure-1-engagement", "Engagement increase", "over the logging policy (%)", methods, colors, m => m.Summary.EngagementIncrease, signed: true),
            Percents("figure-1-satisfaction", "Satisfaction", "positive responses (%)", methods, colors, m => m.Satisfaction),
            result.Seeds is [SeedResult first, ..] ? LossChart.Draw(first, colors) : null,
            result.Seeds is [SeedResult held, ..] ? SatisfactionChart.Draw(held, colors) : null,
            Ndcg(methods, colors),
            ConfusionChart.Draw([.. methods.Select(m => (m.Method, Cells: m.Confusion())).Where(m => m.Cells is not null).Select(m => (m.Method, m.Cells!))]),
            result.Seeds is [SeedResult calibrated, ..] ? CalibrationChart.Draw(calibrated, colors) : null,
            result.Lift is { Points.Count: > 0 } lift ? LiftChart.Draw(lift, colors) : null,
            Bars("latency", "Time of one request", "milliseconds, one thread", methods, m => m.RequestMs, m => Numbers.Milliseconds(m.Mean), colors,
                mark: m => m.RequestMs95?.Mean, markLegend: "95th percentile (bar: median)"),
            Bars("training-time", "Training time", "seconds on the clock", methods, m => m.TrainingSeconds, m => Numbers.Seconds(m.Mean), colors),
            Bars("scoring-time", "Scoring the test events", "seconds on the clock", methods, m => m.ScoringSeconds, m => Numbers.Seconds(m.Mean), colors),
        ];
        return charts.OfType<Chart>();
    }

    private static Chart? Percents(
        string name, string title, string unit, IReadOnlyList<MethodFigures> methods, MethodColors colors, Func<MethodFigures, MetricEstimate?> value, bool signed = false) =>
        Bars(name, title, unit, methods, m => value(m) is MetricEstimate e ? new MetricEstimate(100 * e.Mean, 100 * e.StandardError) : null,
            e => (signed ? Numbers.Signed(e.Mean, "0.0") : Numbers.Fixed(e.Mean, 1)) + (e.StandardError is double error ? $" ± {Numbers.Fixed(error, 1)}" : ""), colors);

    private static Chart? Ndcg(IReadOnlyList<MethodFigures> methods, MethodColors colors)
    {
        BarChart.Line? ceiling = methods.FirstOrDefault(m => m.Method == ExperimentMethods.Oracle)?.Ndcg is MetricEstimate oracle
            ? new BarChart.Line(oracle.Mean, $"the oracle's ceiling, {Numbers.Metric(oracle.Mean)}", colors[ExperimentMethods.Oracle])
            : null;
        return Bars("ndcg", "NDCG@10 over all songs", "NDCG@10", [.. methods.Where(m => m.Method != ExperimentMethods.Oracle)],
            m => m.Ndcg, Numbers.Metric, colors, ceiling);
    }

    private static Chart? Bars(
        string name, string title, string unit, IReadOnlyList<MethodFigures> methods, Func<MethodFigures, MetricEstimate?> value,
        Func<MetricEstimate, string> text, MethodColors colors, BarChart.Line? line = null, Func<MethodFigures, double?>? mark = null, string? markLegend = null)
    {
        BarChart.Item[] items =
        [
            .. from method in methods
               let estimate = value(method)
               where estimate is not null
               select new BarChart.Item(method.Method, estimate.Mean, estimate.StandardError, text(estimate), mark?.Invoke(method)),
        ];
        return items.Length == 0 ? null : BarChart.Draw(name, title, unit, items, colors, line, markLegend);
    }
}
