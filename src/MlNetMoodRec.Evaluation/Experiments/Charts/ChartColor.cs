namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>A colour of the charts: as drawn, and as the page shows it to readers who prefer a dark one.</summary>
/// <param name="Token">Its name as a CSS variable, without the dashes.</param>
/// <param name="Light">"#RRGGBB" on a light ground; charts are drawn in it, so no two tokens share one.</param>
/// <param name="Dark">"#RRGGBB" on a dark ground.</param>
internal sealed record ChartColor(string Token, string Light, string Dark)
{
    public static ChartColor Surface { get; } = new("chart-surface", "#FFFFFF", "#171A21");

    public static ChartColor Ink { get; } = new("chart-ink", "#1F2430", "#E7E9EE");

    public static ChartColor Muted { get; } = new("chart-muted", "#5B6270", "#A9B0BF");

    public static ChartColor Grid { get; } = new("chart-grid", "#DDE0E6", "#353B47");

    public static ChartColor Heat { get; } = new("chart-heat", "#3A7CBD", "#4F94D8");

    public static IReadOnlyList<ChartColor> Common { get; } = [Surface, Ink, Muted, Grid, Heat];

    /// <summary>For ScottPlot.</summary>
    public ScottPlot.Color Drawn => ScottPlot.Color.FromHex(Light);
}
