using ScottPlot;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What the mood is worth over how much it matters to the listeners, with 95 % intervals.</summary>
internal static class LiftChart
{
    public static Chart Draw(LiftCurve lift, MethodColors colors)
    {
        Plot plot = ChartStyle.New("What the mood text is worth", "strength of mood in the simulation", "gain in NDCG@10");
        ScottPlot.Plottables.HorizontalLine zero = plot.Add.HorizontalLine(0, 1.5f, ChartColor.Ink.Drawn, LinePattern.Dotted);
        zero.LegendText = "no difference";
        Add(plot, lift, p => p.AtSessionStarts, ChartColor.Heat, "at session starts with a text", MarkerShape.FilledSquare);
        Add(plot, lift, p => p.Difference, colors[ExperimentResult.Proposed], "all events", MarkerShape.FilledCircle);
        plot.Axes.AutoScale();
        plot.LegendBelow();
        string description = "Lift in NDCG@10 with its 95 % interval. " + string.Join("; ", lift.Points.Select(p => FormattableString.Invariant(
            $"at strength {p.MoodStrength:0.##}: {p.Difference.Mean:+0.0000;-0.0000;0.0000} from {p.Difference.Low:+0.0000;-0.0000;0.0000} to {p.Difference.High:+0.0000;-0.0000;0.0000}")));
        return new Chart("lift", description, plot, 400);
    }

    private static void Add(
        Plot plot, LiftCurve lift, Func<LiftPoint, PairedDifference> difference, ChartColor color, string legend, MarkerShape shape)
    {
        ScottPlot.Plottables.FillY band = plot.Add.FillY(
            lift.Points.Select(p => (p.MoodStrength, difference(p).Low, difference(p).High)).ToArray());
        band.FillColor = color.Drawn.WithAlpha(0.2);
        band.LineWidth = 0;
        ScottPlot.Plottables.Scatter line = plot.Line(lift.Points.Select(p => (p.MoodStrength, difference(p).Mean)), color, legend);
        line.MarkerShape = shape;
        line.MarkerSize = 8;
    }
}
