using System.Globalization;
using System.Xml.Linq;
using MlNetMoodRec.Evaluation.Search;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>How the LSTM's options were searched for; no section without a search.</summary>
internal static class SearchSection
{
    /// <summary>How many trials the table shows.</summary>
    private const int Shown = 5;

    public static XElement? Write(ReportPage page)
    {
        if (page.Result.Search is not { } search)
        {
            return null;
        }

        IReadOnlyList<SearchDimension> dimensions = search.Options.Space.Dimensions(search.BestOptions.UseMood);
        string protocol = $"{search.Method}: {search.Trials.Count} settings, {string.Join(", ", search.Rungs.Select(r => $"{r.Trials} for {r.Epochs} epochs"))}; "
            + $"split by {search.Split}, NDCG@10 over all songs on the validation part alone; seed {search.Seed}; data {search.DataHash[..Math.Min(19, search.DataHash.Length)]}.";
        return Html.Section(
            "search", "The search for the LSTM's options",
            Html.P("Random settings, of which a share goes on from rung to rung (successive halving). The test part was not read. Trial 1 has the options that the search started from."),
            new XElement("figure",
                new XElement("div", new XAttribute("class", "charts"),
                    new XElement("img",
                        new XAttribute("class", "picture"),
                        new XAttribute("alt", "The best NDCG@10 so far over the epochs spent, and that of every trial against each of its options; the best trials are in the table below."),
                        new XAttribute("src", "data:image/svg+xml;base64," + Convert.ToBase64String(SearchChart.ToSvg(search))))),
                new XElement("figcaption",
                    new XElement("strong", "Figure 9."), " What the settings reached.", new XElement("span", new XAttribute("class", "protocol"), protocol))),
            Html.Table(
                $"The best {Shown} trials. " + protocol,
                ["trial", "NDCG@10", "epochs", .. dimensions.Select(d => d.Label)],
                search.Trials.Where(t => t.BestNdcg is not null).OrderByDescending(t => t.BestNdcg).ThenBy(t => t.Number).Take(Shown).Select(t => (object[])
                [
                    t.Number.ToString(CultureInfo.InvariantCulture), Numbers.Fixed(t.BestNdcg!.Value, 4), t.Epochs.Count.ToString(CultureInfo.InvariantCulture),
                    .. dimensions.Select(d => d.Get(t.Options).ToString("0.######", CultureInfo.InvariantCulture)),
                ])));
    }
}
