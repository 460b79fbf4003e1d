using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What simulated data can show, and what it cannot.</summary>
internal static class LimitsSection
{
    public static XElement Write(ReportPage page) => Html.Section(
        "limits", "What simulated data can and cannot show",
        Html.P("It can show that a method does what it was built for. The truth is known, so there is a ceiling to measure against; the influence of mood can be switched off to see whether a gain vanishes with it; "
            + "and a method can be let recommend, with the listeners responding, which a log alone never allows."),
        Html.P("It cannot show that people feel, write or choose as these listeners do. How much mood matters here is a setting of ours"
            + $" (mood strength {Numbers.Fixed(page.Result.Protocol.Simulation.MoodStrength, 2)}), not a finding, and the texts come from a grammar. "
            + "The sizes of the differences on this page are therefore statements about the simulation; only their signs and their order, and that they vanish where they must, speak for the methods. "
            + "Whether mood text helps real listeners needs real listeners."),
        page.Result.Seeds.Count > 1
            ? Html.P("Standard errors are over seeds: each seed makes a new platform, new models and new sessions.")
            : Html.P("One seed was run: its standard errors are over listeners of one simulated platform and leave out how much another platform or another start of the training would differ. More seeds say more."));
}
