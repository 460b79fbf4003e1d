using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Simulation.Randomness;
using MlNetMoodRec.Simulation.Texts;

namespace MlNetMoodRec.Tests.Simulation;

[TestClass]
public sealed class TextGrammarTests
{
    [TestMethod]
    public void Write_AnyMood_FillsEverySlotOfEveryKind()
    {
        var kinds = Written(20_000).GroupBy(t => t.Text.Kind).ToDictionary(g => g.Key, g => g.ToArray());

        CollectionAssert.AreEquivalent(Enum.GetValues<TextKind>().Where(k => k != TextKind.None).ToArray(), kinds.Keys.ToArray());
        Assert.AreEqual(8_000, kinds[TextKind.Plain].Length, 400);
        Assert.IsTrue(kinds.Values.SelectMany(t => t).All(t => t.Text.Text.Length > 0 && !t.Text.Text.Contains('{') && !t.Text.Text.Contains('}')));
    }

    /// <summary>Plain texts tell the mood to a reader as simple as counting a few plain words; texts without mood do not.</summary>
    [TestMethod]
    public void Write_PlainText_TellsTheMood()
    {
        string[] good = ["happy", "cheerful", "grateful", "calm", "peaceful", "excited", "joyful", "wonderful", "content", "relaxed"];
        string[] bad = ["sad", "lonely", "angry", "stressed", "anxious", "exhausted", "miserable", "furious", "worried", "gloomy"];
        var written = Written(40_000).ToArray();

        Assert.IsGreaterThan(0.8, MeanValence(TextKind.Plain, good) - MeanValence(TextKind.Plain, bad));
        Assert.IsLessThan(0.0, MeanValence(TextKind.Negated, good) - MeanValence(TextKind.Negated, bad));
        Assert.IsLessThan(0.0, MeanValence(TextKind.Misleading, good) - MeanValence(TextKind.Misleading, bad));

        double MeanValence(TextKind kind, string[] words) => written
            .Where(t => t.Text.Kind == kind && words.Any(w => t.Text.Text.Contains(w, StringComparison.OrdinalIgnoreCase)))
            .Average(t => t.Mood.Valence);
    }

    [TestMethod]
    public void Write_SomeTexts_NeedQuotingInCsv()
    {
        var texts = Written(20_000).Select(t => t.Text.Text).ToArray();

        Assert.Contains(t => t.Contains(','), texts);
        Assert.Contains(t => t.Contains('"'), texts);
        Assert.Contains(t => t.Contains('\n'), texts);
        Assert.Contains(t => t.Contains("😌"), texts);
    }

    private static IEnumerable<(WrittenText Text, TrueMood Mood)> Written(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var random = new RandomStream(9, RandomPurpose.Text, i);
            var mood = new TrueMood((float)random.NextDouble(-1, 1), (float)random.NextDouble(-1, 1));
            yield return (TextGrammar.Write(ref random, i % 2 == 0 ? TextTime.Before : TextTime.After, mood, liked: i % 4 == 1), mood);
        }
    }
}
