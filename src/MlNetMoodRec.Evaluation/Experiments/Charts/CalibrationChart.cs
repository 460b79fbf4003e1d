using ScottPlot;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What share of the events were likes where a like was given a certain probability.</summary>
internal static class CalibrationChart
{
    public static Chart? Draw(SeedResult seed, MethodColors colors)
    {
        (string Method, LikeMetrics Likes)[] methods =
        [
            .. seed.Methods.Where(m => m.Likes is { Calibration.Count: > 0 }).Select(m => (m.Method, m.Likes!)),
        ];
        if (methods.Length == 0)
        {
            return null;
        }

        Plot plot = ChartStyle.New("Calibration of like or skip", "predicted chance of a like (%)", "liked (%)");
        plot.Line([(0, 0), (100, 100)], ChartColor.Muted, "perfect", LinePattern.Dashed, 1.5f);
        foreach ((string method, LikeMetrics likes) in methods)
        {
            ScottPlot.Plottables.Scatter line = plot.Line(
                likes.Calibration.Select(b => (100 * b.Predicted, 100 * b.Observed)), colors[method], ChartStyle.Label(method));
            line.MarkerSize = 6;
            line.MarkerShape = MarkerShape.FilledCircle;
        }

        plot.Axes.SetLimits(-2, 102, -2, 102);
        plot.LegendBelow();
        string description = "Calibration curves. Mean distance from the diagonal: " + string.Join("; ", methods.Select(
            m => FormattableString.Invariant($"{ChartStyle.Label(m.Method)} {100 * m.Likes.CalibrationError:0.0} points")));
        return new Chart("calibration", description, plot, 430);
    }
}
