using MlNetMoodRec.Training.Recommender;
using ScottPlot;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Training and validation loss per epoch of every method that learns in epochs: the paper's Figure 2, with both losses.</summary>
internal static class LossChart
{
    public static Chart? Draw(SeedResult seed, MethodColors colors)
    {
        MethodResult[] learners = [.. seed.Methods.Where(m => m.Epochs.Count > 0)];
        if (learners.Length == 0)
        {
            return null;
        }

        Plot plot = ChartStyle.New("Loss per epoch", "epoch", "loss of the next song (nats)");
        foreach (MethodResult method in learners)
        {
            ChartColor color = colors[method.Method];
            string name = ChartStyle.Label(method.Method);
            Dots(plot.Line(Points(method.Epochs, e => e.Loss), color, $"{name}, training"), MarkerShape.FilledCircle);
            (double, double)[] validation = [.. Points(method.Epochs, e => e.ValidationLoss)];
            if (validation.Length > 0)
            {
                Dots(plot.Line(validation, color, $"{name}, validation", LinePattern.Dashed), MarkerShape.OpenCircle);
            }
        }

        int epochs = learners.Max(m => m.Epochs.Count);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true, MinimumTickSpacing = 30 };
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsX(0.7, epochs + 0.3);
        plot.LegendBelow();
        string description = "Loss per epoch. " + string.Join("; ", learners.Select(m => FormattableString.Invariant(
            $"{ChartStyle.Label(m.Method)}: training from {m.Epochs[0].Loss:0.000} to {m.Epochs[^1].Loss:0.000}")));
        return new Chart("figure-2-loss", description, plot, 380);
    }

    private static IEnumerable<(double X, double Y)> Points(IReadOnlyList<TrainingEpoch> epochs, Func<TrainingEpoch, double?> loss) =>
        epochs.Select((epoch, i) => (X: i + 1.0, Y: loss(epoch))).Where(p => p.Y is not null).Select(p => (p.X, p.Y!.Value));

    private static void Dots(ScottPlot.Plottables.Scatter line, MarkerShape shape)
    {
        line.MarkerShape = shape;
        line.MarkerSize = 6;
    }
}
