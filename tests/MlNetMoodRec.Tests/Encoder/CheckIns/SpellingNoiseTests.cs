using MlNetMoodRec.Training.Encoder.CheckIns;

namespace MlNetMoodRec.Tests.Encoder.CheckIns;

[TestClass]
public sealed class SpellingNoiseTests
{
    [TestMethod]
    public void Apply_ManyTimes_LosesApostrophesAndLettersButFewWords()
    {
        const string Text = "i don't know whether tomorrow is better because everything hurts";
        var random = new Random(1);

        string[] noisy = [.. Enumerable.Range(0, 200).Select(_ => SpellingNoise.Apply(Text, random))];

        Assert.IsTrue(noisy.Any(text => text.StartsWith("i dont know", StringComparison.Ordinal)));
        Assert.IsTrue(noisy.Any(text => text.StartsWith("i don't know", StringComparison.Ordinal)));
        Assert.IsGreaterThan(50, noisy.Distinct().Count());
        Assert.IsTrue(noisy.All(text => text.Split(' ').Length is 9 or 10));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("😊")]
    [DataRow("a b")]
    public void Apply_NothingToMisspell_IsTheTextItself(string text) => Assert.AreEqual(text, SpellingNoise.Apply(text, new Random(1)));
}
