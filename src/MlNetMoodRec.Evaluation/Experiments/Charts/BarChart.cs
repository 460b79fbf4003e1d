using ScottPlot;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>A bar per method, lying, so that names have room; the value is written beside each.</summary>
internal static class BarChart
{
    /// <param name="Method">Whose bar it is.</param>
    /// <param name="Value">How long it is.</param>
    /// <param name="Error">One standard error; null for none.</param>
    /// <param name="Text">The value in words.</param>
    /// <param name="Mark">A second value, marked by a diamond; null for none.</param>
    public sealed record Item(string Method, double Value, double? Error, string Text, double? Mark = null);

    /// <param name="Value">Where it is.</param>
    /// <param name="Legend">What it is.</param>
    /// <param name="Color">Its colour.</param>
    public sealed record Line(double Value, string Legend, ChartColor Color);

    private const int FrameHeight = 100;
    private const int LegendHeight = 46;
    private const int BarHeight = 32;
    private const double RoomForText = 0.45;

    public static Chart Draw(
        string name, string title, string unit, IReadOnlyList<Item> items, MethodColors colors, Line? line = null, string? markLegend = null)
    {
        Plot plot = ChartStyle.New(title, unit, "");
        Bar[] bars = [.. items.Select((item, i) => new Bar
        {
            Position = items.Count - 1 - i,
            Value = item.Value,
            LineWidth = 0,
            FillColor = colors[item.Method].Drawn,
            Size = 0.66,
        })];
        plot.Add.Bars(bars).Horizontal = true;
        AddErrors(plot, items);
        AddReferences(plot, items, line, markLegend);
        for (int i = 0; i < items.Count; i++)
        {
            double end = Math.Max(0, Math.Max(items[i].Value + (items[i].Error ?? 0), items[i].Mark ?? 0));
            ScottPlot.Plottables.Text text = plot.Write(items[i].Text, end, bars[i].Position, Alignment.MiddleLeft);
            text.OffsetX = 7;
            text.LabelBackgroundColor = ChartColor.Surface.Drawn;
        }

        plot.Axes.Left.SetTicks([.. bars.Select(b => b.Position)], [.. items.Select(i => ChartStyle.Label(i.Method))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        (double low, double high) = Range(items, line);
        plot.Axes.SetLimits(low, high, -0.6, items.Count - 0.4);
        bool hasLegend = line is not null || markLegend is not null;
        int height = FrameHeight + (hasLegend ? LegendHeight : 0) + (BarHeight * items.Count);
        string description = $"{title}, {unit}: {string.Join("; ", items.Select(i => $"{ChartStyle.Label(i.Method)} {i.Text}"))}";
        return new Chart(name, description, plot, height);
    }

    private static void AddErrors(Plot plot, IReadOnlyList<Item> items)
    {
        (double X, double Y, double Error)[] errors = [.. items.Select((item, i) => (item.Value, (double)(items.Count - 1 - i), item.Error ?? 0)).Where(e => e.Item3 > 0)];
        if (errors.Length == 0)
        {
            return;
        }

        double[] sizes = [.. errors.Select(e => e.Error)];
        plot.PlottableList.Add(new ScottPlot.Plottables.ErrorBar([.. errors.Select(e => e.X)], [.. errors.Select(e => e.Y)], sizes, sizes, null, null)
        {
            Color = ChartColor.Ink.Drawn,
            LineWidth = 1.5f,
            CapSize = 4,
        });
    }

    private static void AddReferences(Plot plot, IReadOnlyList<Item> items, Line? line, string? markLegend)
    {
        ScottPlot.Plottables.VerticalLine zero = plot.Add.VerticalLine(0, 1, ChartColor.Ink.Drawn);
        zero.ExcludeFromLegend = true;
        if (line is not null)
        {
            plot.Add.VerticalLine(line.Value, 2, line.Color.Drawn, LinePattern.Dashed).LegendText = line.Legend;
        }

        if (markLegend is not null)
        {
            Coordinates[] marks = [.. items.Select((item, i) => (item.Mark, Y: items.Count - 1 - i))
                .Where(m => m.Mark is not null).Select(m => new Coordinates(m.Mark!.Value, m.Y))];
            plot.Add.Markers(marks, MarkerShape.FilledDiamond, 9, ChartColor.Ink.Drawn).LegendText = markLegend;
        }

        if (line is not null || markLegend is not null)
        {
            plot.LegendBelow();
        }
    }

    private static (double Low, double High) Range(IReadOnlyList<Item> items, Line? line)
    {
        double high = items.Max(i => Math.Max(i.Value + (i.Error ?? 0), i.Mark ?? 0));
        double low = Math.Min(0, items.Min(i => i.Value - (i.Error ?? 0)));
        high = Math.Max(0, Math.Max(high, line?.Value ?? 0));
        double span = high > low ? high - low : 1;
        return (low < 0 ? low - (0.05 * span) : 0, high + (RoomForText * span));
    }
}
