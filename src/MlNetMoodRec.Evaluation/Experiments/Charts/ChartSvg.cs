using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Makes Skia's SVG fit for a page: it scales, has a name, takes the page's colours, and shares no id with another chart.</summary>
internal static class ChartSvg
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>A document of its own, in the colours it was drawn in.</summary>
    public static XElement Clean(XElement svg, int width, int height, string description)
    {
        svg.SetAttributeValue("viewBox", FormattableString.Invariant($"0 0 {width} {height}"));
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-label", description);
        Renumber(svg);
        foreach (XElement text in svg.Descendants(Svg + "text"))
        {
            text.Value = text.Value.Trim();
            text.SetAttributeValue("font-family", $"{text.Attribute("font-family")?.Value}, Verdana, sans-serif");
            foreach (XAttribute positions in text.Attributes().Where(a => a.Name == "x" || a.Name == "y"))
            {
                // Skia ends its lists with a comma, which the grammar of SVG does not allow.
                positions.Value = positions.Value.TrimEnd(',', ' ');
            }
        }

        return svg;
    }

    /// <summary>The same as a part of a page: without namespaces, which HTML supplies, and with CSS variables for colours.</summary>
    public static XElement ToPage(XElement svg, string id, IEnumerable<ChartColor> colors)
    {
        Dictionary<string, string> tokens = colors.ToDictionary(c => c.Light, c => c.Token, StringComparer.OrdinalIgnoreCase);
        tokens["white"] = ChartColor.Surface.Token;
        var page = WithoutNamespace(svg);
        page.Attribute("width")?.Remove();
        page.Attribute("height")?.Remove();
        foreach (XElement element in page.DescendantsAndSelf())
        {
            TakeColors(element, tokens);
            if (element.Attribute("id") is XAttribute own)
            {
                own.Value = $"{id}-{own.Value}";
            }

            if (element.Attribute("clip-path") is XAttribute clip)
            {
                clip.Value = clip.Value.Replace("url(#", $"url(#{id}-", StringComparison.Ordinal);
            }
        }

        return page;
    }

    /// <summary>Skia counts its ids through the whole process; a chart is the same whatever was drawn before it.</summary>
    private static void Renumber(XElement svg)
    {
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (XAttribute id in svg.Descendants().Select(e => e.Attribute("id")).OfType<XAttribute>())
        {
            id.Value = numbers[id.Value] = FormattableString.Invariant($"clip-{numbers.Count + 1}");
        }

        foreach (XAttribute clip in svg.Descendants().Select(e => e.Attribute("clip-path")).OfType<XAttribute>())
        {
            clip.Value = $"url(#{numbers[clip.Value["url(#".Length..^1]]})";
        }
    }

    private static XElement WithoutNamespace(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => new XAttribute(a.Name.LocalName, a.Value)),
        element.Nodes().Select(n => n is XElement child ? WithoutNamespace(child) : n));

    /// <summary>A colour attribute cannot hold a variable everywhere; a style can.</summary>
    private static void TakeColors(XElement element, Dictionary<string, string> tokens)
    {
        string style = "";
        foreach (string property in (string[])["fill", "stroke"])
        {
            if (element.Attribute(property) is XAttribute color && tokens.TryGetValue(color.Value, out string? token))
            {
                style += $"{property}:var(--{token});";
                color.Remove();
            }
        }

        if (style.Length > 0)
        {
            element.SetAttributeValue("style", style);
        }
    }
}
