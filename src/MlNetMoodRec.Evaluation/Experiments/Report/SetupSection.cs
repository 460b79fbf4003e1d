using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What was done, in plain words.</summary>
internal static class SetupSection
{
    public static XElement Write(ReportPage page)
    {
        ExperimentProtocol protocol = page.Result.Protocol;
        string logging = page.Result.Seeds is [{ Log: LogSummary log }, ..]
            ? $" It holds {Numbers.Count(log.Interactions)} interactions of {Numbers.Count(log.Listeners)} listeners with {Numbers.Count(log.Songs)} songs; "
                + $"{Numbers.Percent(log.TextShare)} of them come with a text, {Numbers.Percent(log.DistinctTextShare)} of the texts are distinct, and {Numbers.Percent(log.PositiveShare)} of the outcomes are positive (first seed)."
            : "";
        return Html.Section(
            "setup", "What was done",
            Html.P("A music service was simulated: listeners with tastes and with moods that drift and answer to what they hear, songs, and a policy that offers songs. "
                + "Some of the time a listener writes how they feel before a song, or about a song after it." + logging),
            Html.P($"Each method learned from the log, split by {protocol.Split}, and was tested in three ways: does it rank the song that was played next near the top of all songs; "
                + "given the song that was played, does it tell a like from a skip; and, when it recommends in held-out sessions of the same simulation, how do the listeners respond."),
            Html.P("The text about the song itself is never an input: the mood at an event is what the listener wrote before it. The encoder was not trained on simulated text."),
            Html.Table(
                "The methods. The same colour stands for a method throughout.",
                ["method", "what it is"],
                page.Methods.Select(m => (object[])[page.Name(m.Method), MethodDescriptions.Long(m.Method) ?? ""])));
    }
}
