using MlNetMoodRec.Training.Encoder;
using MlNetMoodRec.Training.Encoder.CheckIns;

namespace MlNetMoodRec.Tests.Encoder.CheckIns;

[TestClass]
public sealed class CheckInGeneratorTests
{
    private static readonly Lazy<LabelledTextSet> Set = new(() => CheckInGenerator.Generate(20_000, [], seed: 1));

    [TestMethod]
    public void Generate_SameSeed_GivesTheSameTexts()
    {
        LabelledTextSet again = CheckInGenerator.Generate(500, [], seed: 1);

        CollectionAssert.AreEqual(Set.Value.Train.Take(500).Select(text => text.Text).ToArray(), again.Train.Select(text => text.Text).ToArray());
        Assert.AreNotEqual(again.Train[0].Text, CheckInGenerator.Generate(500, [], seed: 2).Train[0].Text);
    }

    [TestMethod]
    public void Generate_ManyTexts_PlacesThemAllOverTheCircumplex()
    {
        float[] valences = [.. Set.Value.Train.Select(text => EncoderHeads.Circumplex.Of(text.Targets)[0])];
        float[] arousals = [.. Set.Value.Train.Select(text => EncoderHeads.Circumplex.Of(text.Targets)[1])];

        Assert.IsTrue(valences.Concat(arousals).All(value => value is >= -1 and <= 1));
        Assert.AreEqual(0.5, valences.Average(v => v > 0 ? 1.0 : 0), 0.15);
        Assert.IsGreaterThan(0.5f, arousals.Max());
        Assert.IsLessThan(-0.5f, arousals.Min());
    }

    [TestMethod]
    public void Generate_AnyText_HasThePolarityOfItsValenceAndNothingOfTheDataSets()
    {
        foreach (LabelledText text in Set.Value.Train)
        {
            Assert.AreEqual((1 + EncoderHeads.Circumplex.Of(text.Targets)[0]) / 2, EncoderHeads.Polarity.Of(text.Targets)[0], 1e-6f);
            Assert.IsTrue(float.IsNaN(EncoderHeads.Sst2.Of(text.Targets)[0]) && float.IsNaN(EncoderHeads.ValenceArousal.Of(text.Targets)[0]));
        }
    }

    [TestMethod]
    public void WithoutLeaks_OfCheckIns_KeepsNoSenseCheckForTraining()
    {
        var checks = SenseChecks.All.Select(check => check.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);

        LabelledTextSet clean = LabelledTextSets.WithoutLeaks([Set.Value]).Single();

        Assert.IsTrue(Set.Value.Train.Any(text => checks.Contains(text.Text)), "The generator writes some of them: leaving them out is needed.");
        Assert.IsFalse(clean.Train.Any(text => checks.Contains(text.Text)));
    }

    [TestMethod]
    [DataRow("i'm not {0}", "happy", 0.8, -0.48)]
    [DataRow("i'm not {0}", "sad", -0.8, 0.2)]
    [DataRow("anything but {0}", "sad", -0.8, 0.48)]
    [DataRow("couldn't be more {0}", "happy", 0.8, 0.96)]
    public void Fill_PatternRoundAWord_TurnsItsValence(string format, string word, double valence, double expected)
    {
        CheckInPattern pattern = CheckInLists.Own.Patterns[CheckInLists.Feeling].Single(p => p.Format == format);
        var mood = new CheckInMood(word, valence, 0.5);

        CheckInMood filled = pattern.Fill(mood, mood);

        Assert.AreEqual(format.Replace("{0}", word, StringComparison.Ordinal), filled.Text);
        Assert.AreEqual(expected, filled.Valence, 1e-9);
        Assert.AreEqual(expected * valence < 0 ? -0.15 : 0.5, filled.Arousal, 1e-9 + (pattern.IsNegation ? 0 : 0.1));
    }

    [TestMethod]
    public void Fill_Contrast_ComesToTheSecondWord()
    {
        CheckInPattern pattern = CheckInLists.Own.Patterns[CheckInPattern.Contrast].Single(p => p.Format == "not {0}, just {1}");

        CheckInMood filled = pattern.Fill(new CheckInMood("angry", -0.75, 0.75), new CheckInMood("tired", -0.4, -0.8));

        Assert.AreEqual("not angry, just tired", filled.Text);
        Assert.IsLessThan(-0.3, filled.Valence);
        Assert.IsLessThan(-0.6, filled.Arousal);
    }
}
