using System.Globalization;
using MlNetMoodRec.Data.Tables;
using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>
/// The picture of a search: each trial's best validation NDCG@10 against each hyper-parameter, and the best so far over the
/// epochs that were spent.
/// </summary>
public static class SearchChart
{
    private const string PngName = "search.png";
    private const string SvgName = "search.svg";
    private const int Columns = 3;
    private const int PanelWidth = 460;
    private const int PanelHeight = 340;
    private const float MarkerLineWidth = 2;
    private const string YLabel = "Validation NDCG@10";

    /// <summary>The first of these that the machine has; else what ScottPlot takes, which may be a serif.</summary>
    private static readonly string Font = ((string[])["Inter", "Noto Sans", "Open Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"])
        .FirstOrDefault(f => SKFontManager.Default.FontFamilies.Contains(f, StringComparer.OrdinalIgnoreCase)) ?? Fonts.Default;

    private static readonly Color Line = Color.FromHex("#1f4e79");
    private static readonly Color BestColor = Color.FromHex("#d9480f");
    private static readonly Color FailedColor = Color.FromHex("#868e96");

    /// <summary>Writes search.png and search.svg into a folder, each aside and then renamed.</summary>
    /// <exception cref="MoodRecException">A file cannot be written.</exception>
    public static void Save(SearchResult result, string folder)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Multiplot chart = Draw(result);
        int rows = chart.Subplots.Count / Columns;
        (int width, int height) = (Columns * PanelWidth, rows * PanelHeight);
        AsideFile.Write(Path.Combine(folder, PngName), stream => stream.Write(chart.Render(width, height).GetImageBytes(ImageFormat.Png)));
        AsideFile.Write(Path.Combine(folder, SvgName), stream =>
        {
            using var canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), stream);
            chart.Render(canvas, new PixelRect(0, width, height, 0));
        });
    }

    private static Multiplot Draw(SearchResult result)
    {
        SearchDimension[] dimensions = [.. result.Options.Space.Dimensions(result.BestOptions.UseMood).Where(d => d.Range.Low < d.Range.High)];
        int panels = ((dimensions.Length / Columns) + 1) * Columns;
        var chart = new Multiplot();
        chart.AddPlots(panels);
        chart.Layout = new ScottPlot.MultiplotLayouts.Grid(panels / Columns, Columns);
        CoordinateRange limits = Limits(result);
        DrawBudget(chart.Subplots.GetPlot(0), result, limits);
        for (int i = 1; i < panels; i++)
        {
            Plot plot = chart.Subplots.GetPlot(i);
            if (i <= dimensions.Length)
            {
                DrawDimension(plot, result, dimensions[i - 1], limits);
            }
            else
            {
                plot.HideGrid();
                plot.HideAxesAndGrid();
            }
        }

        return chart;
    }

    private static void DrawBudget(Plot plot, SearchResult result, CoordinateRange limits)
    {
        List<double> spent = [0];
        List<double> best = [];
        int before = 0;
        foreach (SearchRung rung in result.Rungs)
        {
            foreach (double? ndcg in result.Trials.SelectMany(t => t.Epochs.Take(rung.Epochs).Skip(before)).Select(e => e.ValidationNdcg))
            {
                best.Add(Math.Max(ndcg ?? 0, best.LastOrDefault()));
                spent.Add(best.Count);
            }

            before = rung.Epochs;
            if (rung != result.Rungs[^1])
            {
                VerticalLine end = plot.Add.VerticalLine(best.Count, 1, FailedColor, LinePattern.Dotted);
                end.LegendText = rung == result.Rungs[0] ? "end of a rung" : "";
            }
        }

        Scatter steps = plot.Add.ScatterLine(spent.Skip(1).ToArray(), best.ToArray(), Line);
        steps.ConnectStyle = ConnectStyle.StepHorizontal;
        steps.LineWidth = 2.5f;
        steps.LegendText = "best so far";
        Finish(plot, $"Best so far: {result.Method}, {result.Trials.Count} trials", "Epochs spent on all trials", limits);
        foreach ((string name, Color color, MarkerShape shape, float size) in Kinds(result))
        {
            plot.Legend.ManualItems.Add(new LegendItem
            {
                LabelText = name,
                MarkerStyle = new MarkerStyle(shape, size, color) { LineColor = color, LineWidth = MarkerLineWidth, OutlineColor = color },
                LineStyle = LineStyle.None,
            });
        }

        plot.ShowLegend(Edge.Right);
        plot.Legend.FontSize = 11;
    }

    /// <summary>What the points of the other panels are: their legend stands beside the first panel alone.</summary>
    private static IEnumerable<(string Name, Color Color, MarkerShape Shape, float Size)> Kinds(SearchResult result)
    {
        for (int rung = 1; rung <= result.Rungs.Count; rung++)
        {
            yield return (Epochs(result.Rungs[rung - 1].Epochs), Shade(rung, result.Rungs.Count), MarkerShape.FilledCircle, 9);
        }

        if (result.Trials.Any(t => t.State == TrialState.Failed))
        {
            yield return ("failed", FailedColor, MarkerShape.Eks, 10);
        }

        yield return ("start", Colors.Black, MarkerShape.OpenSquare, 14);
        yield return ("best", BestColor, MarkerShape.OpenCircle, 17);
    }

    private static void DrawDimension(Plot plot, SearchResult result, SearchDimension dimension, CoordinateRange limits)
    {
        double X(SearchTrial trial) => dimension.Range.Logarithmic ? Math.Log10(dimension.Get(trial.Options)) : dimension.Get(trial.Options);

        for (int rung = 1; rung <= result.Rungs.Count; rung++)
        {
            SearchTrial[] trials = [.. result.Trials.Where(t => t.Rung == rung && t.State != TrialState.Failed && t.BestNdcg is not null)];
            Points(plot, trials.Select(X), trials.Select(t => t.BestNdcg!.Value), Shade(rung, result.Rungs.Count), MarkerShape.FilledCircle, 9);
        }

        SearchTrial[] failed = [.. result.Trials.Where(t => t.State == TrialState.Failed)];
        Points(plot, failed.Select(X), failed.Select(_ => limits.Min), FailedColor, MarkerShape.Eks, 10);
        Points(plot, [X(result.Trials[0])], [result.Trials[0].BestNdcg ?? limits.Min], Colors.Black, MarkerShape.OpenSquare, 14);
        Points(plot, [X(result.Best)], [result.Best.BestNdcg ?? 0], BestColor, MarkerShape.OpenCircle, 17);
        if (dimension.Range.Logarithmic)
        {
            plot.Axes.Bottom.TickGenerator = LogTicks(dimension.Range);
        }

        Finish(plot, dimension.Label, dimension.Label + (dimension.Range.Logarithmic ? " (log scale)" : ""), limits);
    }

    private static void Points(Plot plot, IEnumerable<double> xs, IEnumerable<double> ys, Color color, MarkerShape shape, float size)
    {
        Scatter points = plot.Add.ScatterPoints(xs.ToArray(), ys.ToArray(), color);
        points.MarkerShape = shape;
        points.MarkerSize = size;
        points.MarkerLineWidth = MarkerLineWidth;
    }

    private static void Finish(Plot plot, string title, string x, CoordinateRange limits)
    {
        plot.Font.Set(Font);
        plot.Title(title, 15);
        plot.XLabel(x, 13);
        plot.YLabel(YLabel, 13);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(limits.Min - (0.05 * limits.Span), limits.Max + (0.08 * limits.Span));
    }

    private static CoordinateRange Limits(SearchResult result)
    {
        double[] values = [.. result.Trials.Where(t => t.State != TrialState.Failed).Select(t => t.BestNdcg ?? 0)];
        (double low, double high) = (values.Min(), values.Max());
        return high > low ? new CoordinateRange(low, high) : new CoordinateRange(low - 0.01, high + 0.01);
    }

    /// <summary>Ticks at 1 and 3 of each decade; at the powers of two where a range in steps spans only few of them.</summary>
    private static ScottPlot.TickGenerators.NumericManual LogTicks(SearchRange range)
    {
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        IEnumerable<double> values = range.Step > 0
            ? Enumerable.Range(0, 20).Select(i => Math.Pow(2, i))
            : Enumerable.Range(-12, 24).SelectMany(i => (double[])[Math.Pow(10, i), 3 * Math.Pow(10, i)]);
        foreach (double value in values.Where(v => v >= range.Low * 0.99 && v <= range.High * 1.01))
        {
            ticks.AddMajor(Math.Log10(value), value.ToString("0.######", CultureInfo.InvariantCulture));
        }

        return ticks;
    }

    /// <summary>From light to dark: the longer a trial was trained, the darker.</summary>
    private static Color Shade(int rung, int rungs) => Color.FromHex("#a5c8ea").MixedWith(Line, rungs == 1 ? 1 : (rung - 1) / (double)(rungs - 1));

    private static string Epochs(int epochs) => epochs == 1 ? "1 epoch" : string.Create(CultureInfo.InvariantCulture, $"{epochs} epochs");
}
