using System.Reflection;
using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The page: what its sections share, and their order.</summary>
internal sealed class ReportPage
{
    private readonly Dictionary<string, XElement> _charts = new(StringComparer.Ordinal);

    public ReportPage(ExperimentResult result)
    {
        Result = result;
        Methods = [.. result.Methods.Select(m => new MethodFigures(result, m))];
        // The lift is always drawn in the proposed method's colour, also where that method was not run.
        Colors = new MethodColors([.. result.Methods.Select(m => m.Method), .. result.Seeds.SelectMany(s => s.Methods).Select(m => m.Method), ExperimentResult.Proposed, ExperimentMethods.Oracle]);
        Wording = new ProtocolWording(result);
    }

    public ExperimentResult Result { get; }

    public IReadOnlyList<MethodFigures> Methods { get; }

    public MethodColors Colors { get; }

    public ProtocolWording Wording { get; }

    public MethodFigures? Proposed => Find(ExperimentResult.Proposed);

    public MethodFigures? Oracle => Find(ExperimentMethods.Oracle);

    public MethodFigures? Find(string method) => Methods.FirstOrDefault(m => m.Method == method);

    public void Add(string chart, XElement svg) =>
        _charts[chart] = ChartSvg.ToPage(svg, chart, [.. ChartColor.Common, .. Colors.All]);

    /// <summary>A method's name with its colour.</summary>
    public IReadOnlyList<object> Name(string method) =>
    [
        new XElement("span", new XAttribute("class", "swatch"), new XAttribute("aria-hidden", "true"), new XAttribute("style", $"background:var(--{Colors[method].Token})"), ""),
        method,
    ];

    /// <summary>Charts with one caption; null where none of them could be drawn.</summary>
    public XElement? Figure(string label, string caption, string protocol, params string[] charts)
    {
        string[] drawn = [.. charts.Where(_charts.ContainsKey)];
        return drawn.Length == 0
            ? null
            : new XElement("figure",
                new XElement("div", new XAttribute("class", drawn.Length > 1 ? "charts several" : "charts"), drawn.Select(c => _charts[c])),
                new XElement("figcaption",
                    new XElement("strong", label), " ", caption, new XElement("span", new XAttribute("class", "protocol"), protocol)));
    }

    /// <summary>The whole page as text.</summary>
    public string Write()
    {
        XElement[] sections =
        [
            .. new[]
            {
                SummarySection.Write(this), SetupSection.Write(this), PaperFiguresSection.Write(this), RankingSection.Write(this),
                LikesSection.Write(this), SessionsSection.Write(this), LiftSection.Write(this), MoodReadingSection.Write(this),
                CostsSection.Write(this), ClaimsSection.Write(this), LimitsSection.Write(this), ProtocolSection.Write(this),
            },
        ];
        return Html.Write(new XElement("html", new XAttribute("lang", "en"),
            new XElement("head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
                new XElement("title", "Mood-aware music recommendation: the experiment"),
                new XElement("style", Css())),
            new XElement("body",
                new XElement("header",
                    new XElement("h1", "Mood-aware music recommendation: the experiment"),
                    new XElement("p", new XAttribute("class", "protocol"), Wording.Experiment)),
                new XElement("nav", new XAttribute("aria-label", "Contents"),
                    new XElement("ol", sections.Select(s => new XElement("li",
                        new XElement("a", new XAttribute("href", "#" + s.Attribute("id")!.Value), s.Element("h2")!.Value))))),
                new XElement("main", sections),
                new XElement("footer", Html.P($"Written by moodrec {Result.Protocol.Version}. All data are simulated. The figures behind this page are in metrics.json beside it, the charts in the folder charts.")))));
    }

    private string Css()
    {
        ChartColor[] colors = [.. ChartColor.Common, .. Colors.All];
        string light = string.Concat(colors.Select(c => $"--{c.Token}:{c.Light};"));
        string dark = string.Concat(colors.Select(c => $"--{c.Token}:{c.Dark};"));
        return $":root{{{light}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n{Embedded("report.css")}";
    }

    private static string Embedded(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
