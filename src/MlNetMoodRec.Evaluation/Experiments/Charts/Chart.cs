using System.Xml.Linq;
using ScottPlot;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>
/// A drawn chart. The sizes are those of a phone's width and a little more, so that its lettering is still read there.
/// </summary>
internal sealed class Chart : IDisposable
{
    public const int Width = 480;

    private const int PngScale = 2;

    /// <summary>Skia's fonts are shared by the process and not safe to use while an SVG is written: one chart at a time.</summary>
    private static readonly Lock Drawing = new();

    private readonly Plot _plot;
    private readonly int _height;

    /// <param name="name">The file's name without extension.</param>
    /// <param name="description">What it shows, for readers who do not see it.</param>
    /// <param name="plot">Owned by the chart from here on.</param>
    /// <param name="height">In pixels, as <see cref="Width"/>.</param>
    public Chart(string name, string description, Plot plot, int height)
    {
        Name = name;
        Description = description;
        _plot = plot;
        _height = height;
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>As an SVG document in the colours of a light ground.</summary>
    public XElement ToSvg()
    {
        lock (Drawing)
        {
            _plot.ScaleFactor = 1;
            return ChartSvg.Clean(XElement.Parse(_plot.GetSvgXml(Width, _height)), Width, _height, Description);
        }
    }

    /// <summary>As a PNG of twice the size.</summary>
    public byte[] ToPng()
    {
        lock (Drawing)
        {
            _plot.ScaleFactor = PngScale;
            using Image image = _plot.GetImage(PngScale * Width, PngScale * _height);
            return image.GetImageBytes(ImageFormat.Png);
        }
    }

    public void Dispose() => _plot.Dispose();
}
