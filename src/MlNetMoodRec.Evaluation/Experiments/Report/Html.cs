using System.Xml;
using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The few elements that the report is made of. LINQ to XML escapes every text.</summary>
internal static class Html
{
    /// <summary>Longer cells are text, which may be broken into lines; figures with their intervals may not.</summary>
    private const int LongestFigure = 34;

    public static XElement P(params object?[] content) => new("p", content);

    public static XElement Section(string id, string heading, params object?[] content) =>
        new("section", new XAttribute("id", id), new XAttribute("aria-labelledby", $"{id}-heading"),
            new XElement("h2", new XAttribute("id", $"{id}-heading"), heading), content);

    public static XElement List(params object[] items) => new("ul", items.Select(i => new XElement("li", i)));

    /// <summary>Figures side by side where the page is wide enough; null without any.</summary>
    public static XElement? Pair(params XElement?[] figures) => figures.All(f => f is null)
        ? null
        : new XElement("div", new XAttribute("class", "pair"), figures);

    /// <summary>A table that scrolls in a box of its own where the page is narrow. Its caption stays outside that box.</summary>
    /// <param name="caption">What it holds, and how it was measured.</param>
    /// <param name="heads">The columns; the first one names the rows.</param>
    /// <param name="rows">Each as long as <paramref name="heads"/>.</param>
    public static XElement Table(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<object>> rows) =>
        new("figure", new XAttribute("class", "table"),
            new XElement("figcaption", caption),
            new XElement("div", new XAttribute("class", "scroll"), new XAttribute("tabindex", "0"), new XAttribute("role", "group"), new XAttribute("aria-label", caption),
                new XElement("table",
                    new XElement("thead", new XElement("tr", heads.Select(h => new XElement("th", new XAttribute("scope", "col"), h)))),
                    new XElement("tbody", rows.Select(row => new XElement("tr", row.Select(Cell)))))));

    /// <summary>The page as text: characters that no page may hold are replaced, void elements and others are closed as HTML wants it.</summary>
    public static string Write(XElement page)
    {
        foreach (XText text in page.DescendantNodes().OfType<XText>())
        {
            text.Value = Clean(text.Value);
        }

        foreach (XAttribute attribute in page.DescendantsAndSelf().Attributes())
        {
            attribute.Value = Clean(attribute.Value);
        }

        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting).ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Cell(object content, int column) => column == 0
        ? new XElement("th", new XAttribute("scope", "row"), content)
        : content is string { Length: > LongestFigure } ? new XElement("td", new XAttribute("class", "text"), content)
        : new XElement("td", content is "" ? "–" : content);

    private static string Clean(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c) && !IsC1Control(c)))
        {
            return text;
        }

        var clean = new System.Text.StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                clean.Append(text, i++, 2);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) && !IsC1Control(text[i]) ? text[i] : '\uFFFD');
            }
        }

        return clean.ToString();
    }

    /// <summary>Allowed in XML, a parse error in HTML.</summary>
    private static bool IsC1Control(char c) => c is >= '\u007F' and <= '\u009F';
}
