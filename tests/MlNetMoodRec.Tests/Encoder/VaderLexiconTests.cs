using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class VaderLexiconTests
{
    private static readonly Lazy<VaderLexicon> Lexicon = new(() => LabelledTextSets.Lexicon(SharedData.Path("data")));

    /// <summary>"good" has 1.9 in the lexicon: 1.9 / sqrt(1.9^2 + 15).</summary>
    [TestMethod]
    public void Compound_OneWord_IsItsNormalisedScore() => Assert.AreEqual(0.4404, Compound("good"), 1e-4);

    /// <summary>1.9 x -0.74, normalised.</summary>
    [TestMethod]
    public void Compound_NegatedWord_IsTurnedRoundAndWeakened() => Assert.AreEqual(-0.3412, Compound("not good"), 1e-4);

    /// <summary>1.9 + 0.293, normalised.</summary>
    [TestMethod]
    public void Compound_BoostedWord_IsStronger() => Assert.AreEqual(0.4927, Compound("very good"), 1e-4);

    [TestMethod]
    public void Compound_CapitalsAndExclamationMarks_AreStronger()
    {
        Assert.IsGreaterThan(Compound("that is good"), Compound("that is GOOD"));
        Assert.IsGreaterThan(Compound("that is good"), Compound("that is good!!"));
        Assert.IsLessThan(Compound("that is bad"), Compound("that is bad!!"));
    }

    [TestMethod]
    public void Compound_UnknownWords_IsZero() => Assert.AreEqual(0, Compound("the table stands here!"));

    [TestMethod]
    public void Compound_Emoticon_IsReadAsItStands() => Assert.IsGreaterThan(0, Compound("home at last :)"));

    private static double Compound(string text) => Lexicon.Value.Compound(text);
}
