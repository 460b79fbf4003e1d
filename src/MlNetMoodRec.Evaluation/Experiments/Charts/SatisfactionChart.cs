using ScottPlot;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Satisfaction over the interactions of the held-out sessions: the paper's Figure 3.</summary>
internal static class SatisfactionChart
{
    public static Chart? Draw(SeedResult seed, MethodColors colors)
    {
        (string Method, IReadOnlyList<SatisfactionPoint> Curve)[] curves =
        [
            .. seed.Methods.Where(m => m.Policy is { Curve.Count: > 0 }).Select(m => (m.Method, m.Policy!.Curve)),
        ];
        if (curves.Length == 0)
        {
            return null;
        }

        Plot plot = ChartStyle.New("Satisfaction in held-out sessions", "interactions so far", "positive responses (%)");
        foreach ((string method, IReadOnlyList<SatisfactionPoint> curve) in curves.Where(c => c.Method == ExperimentResult.Proposed))
        {
            ScottPlot.Plottables.Scatter stretches = plot.Add.ScatterPoints(
                curve.Select(p => new Coordinates(p.Interactions, 100 * p.Share)).ToArray(), colors[method].Drawn.WithAlpha(0.45));
            stretches.MarkerSize = 4;
            stretches.LegendText = $"{ChartStyle.Label(method)}, by stretch";
        }

        foreach ((string method, IReadOnlyList<SatisfactionPoint> curve) in curves)
        {
            plot.Line(
                curve.Select(p => ((double)p.Interactions, 100 * p.RunningMean)), colors[method], ChartStyle.Label(method),
                method == ExperimentMethods.Logging ? LinePattern.Dotted : LinePattern.Solid,
                method == ExperimentResult.Proposed ? 3 : 1.8f);
        }

        plot.Axes.AutoScale();
        plot.LegendBelow();
        string description = "Running mean of the share of positive responses, at the end: " + string.Join("; ", curves.Select(
            c => FormattableString.Invariant($"{ChartStyle.Label(c.Method)} {100 * c.Curve[^1].RunningMean:0.0} %")));
        return new Chart("figure-3-satisfaction", description, plot, 430);
    }
}
