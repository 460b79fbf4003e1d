using System.Globalization;
using ScottPlot;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Every method's confusion matrix in a row of four cells; the darker, the larger its share of the likes, or of the skips.</summary>
internal static class ConfusionChart
{
    private static readonly string[] Cells = ["liked,\ncalled\nlike", "liked,\ncalled\nskip", "skipped,\ncalled\nlike", "skipped,\ncalled\nskip"];

    /// <param name="matrices">Per method: true positives, false negatives, false positives, true negatives.</param>
    public static Chart? Draw(IReadOnlyList<(string Method, int[] Cells)> matrices)
    {
        if (matrices.Count == 0)
        {
            return null;
        }

        Plot plot = ChartStyle.New("Like or skip: what was called what", "outcome, and what the method called it (events)", "");
        for (int row = 0; row < matrices.Count; row++)
        {
            int[] cells = matrices[row].Cells;
            for (int column = 0; column < Cells.Length; column++)
            {
                int ofOutcome = column < 2 ? cells[0] + cells[1] : cells[2] + cells[3];
                double share = ofOutcome == 0 ? 0 : (double)cells[column] / ofOutcome;
                AddCell(plot, column, matrices.Count - 1 - row, cells[column], share);
            }
        }

        plot.Axes.Bottom.SetTicks([0, 1, 2, 3], Cells);
        plot.Axes.Left.SetTicks(
            [.. Enumerable.Range(0, matrices.Count).Select(r => (double)(matrices.Count - 1 - r))],
            [.. matrices.Select(m => ChartStyle.Label(m.Method))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, 3.5, -0.5, matrices.Count - 0.5);
        string description = "Confusion matrices. " + string.Join("; ", matrices.Select(m => string.Create(
            CultureInfo.InvariantCulture,
            $"{ChartStyle.Label(m.Method)}: {m.Cells[0]:N0} likes called like, {m.Cells[1]:N0} likes called skip, {m.Cells[2]:N0} skips called like, {m.Cells[3]:N0} skips called skip")));
        return new Chart("confusion", description, plot, 132 + (44 * matrices.Count));
    }

    private static void AddCell(Plot plot, double x, double y, int count, double share)
    {
        const double half = 0.47;
        ScottPlot.Plottables.Rectangle cell = plot.Add.Rectangle(x - half, x + half, y - half, y + half);
        // At most 0.55 of the colour: the lettering on it stays legible on a light ground and on a dark one.
        cell.FillColor = ChartColor.Heat.Drawn.WithAlpha(0.04 + (0.51 * share));
        cell.LineWidth = 0;
        plot.Write(string.Create(CultureInfo.InvariantCulture, $"{count:N0}\n{100 * share:0} %"), x, y, Alignment.MiddleCenter);
    }
}
