using System.Globalization;
using System.Xml;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The look that all charts share.</summary>
internal static class ChartStyle
{
    public const float TextSize = 13;

    private const float TitleSize = 15;
    private const int MaxLabelLength = 18;

    /// <summary>By preference; the browser falls back on its own where the reader has none of them.</summary>
    private static readonly string[] Sans = ["DejaVu Sans", "Verdana", "Open Sans", "Liberation Sans", "Arial", "Segoe UI", "Helvetica"];

    /// <summary>Whether there is any font here to draw letters with; a bare container has none.</summary>
    public static bool HasFonts { get; } = SKFontManager.Default.FontFamilies.Any();

    private static string Font { get; } =
        Sans.FirstOrDefault(f => SKFontManager.Default.FontFamilies.Contains(f, StringComparer.OrdinalIgnoreCase)) ?? Fonts.Default;

    /// <summary>An empty chart.</summary>
    public static Plot New(string title, string xLabel, string yLabel)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = ChartColor.Surface.Drawn;
        plot.DataBackground.Color = ChartColor.Surface.Drawn;
        plot.Axes.Color(ChartColor.Ink.Drawn);
        plot.Grid.MajorLineColor = ChartColor.Grid.Drawn;
        plot.Title(title, TitleSize);
        plot.XLabel(xLabel, TextSize);
        plot.YLabel(yLabel, TextSize);
        plot.Axes.Title.Label.ForeColor = ChartColor.Ink.Drawn;
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.TickLabelStyle.FontSize = TextSize;
            axis.MinorTickStyle.Length = 0;
            axis.Label.Bold = false;
        }

        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Right.MinimumSize = 16;
        plot.Axes.Bottom.TickGenerator = Numbers(minimumSpacing: 52);
        plot.Axes.Left.TickGenerator = Numbers(minimumSpacing: 26);
        plot.Font.Set(Font);
        return plot;
    }

    /// <summary>Puts the legend below the axes, where it hides nothing.</summary>
    public static void LegendBelow(this Plot plot)
    {
        Legend legend = plot.Legend;
        legend.Orientation = Orientation.Horizontal;
        legend.FontSize = TextSize;
        legend.FontName = Font;
        legend.FontColor = ChartColor.Ink.Drawn;
        legend.BackgroundColor = ChartColor.Surface.Drawn;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        // Margins as they are by default: without them the panel measures one line of a legend that takes several.
        plot.ShowLegend(Edge.Bottom);
    }

    /// <summary>Writes a text at a place of the data.</summary>
    public static ScottPlot.Plottables.Text Write(this Plot plot, string text, double x, double y, Alignment alignment)
    {
        ScottPlot.Plottables.Text written = plot.Add.Text(text, x, y);
        written.Alignment = alignment;
        written.LabelFontName = Font;
        written.LabelFontSize = TextSize;
        written.LabelFontColor = ChartColor.Ink.Drawn;
        return written;
    }

    /// <summary>A line through points, with a legend.</summary>
    public static ScottPlot.Plottables.Scatter Line(
        this Plot plot, IEnumerable<(double X, double Y)> points, ChartColor color, string legend, LinePattern? pattern = null, float width = 2)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(points.Select(p => new Coordinates(p.X, p.Y)).ToArray(), color.Drawn);
        line.LineWidth = width;
        line.LinePattern = pattern ?? LinePattern.Solid;
        line.LegendText = legend;
        return line;
    }

    /// <summary>A method's name as it fits beside an axis.</summary>
    public static string Label(string method)
    {
        string clean = string.Concat(method.Select(c => XmlConvert.IsXmlChar(c) && !char.IsControl(c) ? c : '\uFFFD'));
        var elements = new StringInfo(clean);
        return elements.LengthInTextElements <= MaxLabelLength
            ? clean
            : elements.SubstringByTextElements(0, MaxLabelLength - 1) + "…";
    }

    private static NumericAutomatic Numbers(float minimumSpacing) => new()
    {
        MinimumTickSpacing = minimumSpacing,
        LabelFormatter = value => value.ToString("#,0.######", CultureInfo.InvariantCulture),
    };
}
