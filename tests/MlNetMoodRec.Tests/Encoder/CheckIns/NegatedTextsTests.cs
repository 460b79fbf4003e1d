using MlNetMoodRec.Training.Encoder;
using MlNetMoodRec.Training.Encoder.CheckIns;

namespace MlNetMoodRec.Tests.Encoder.CheckIns;

[TestClass]
public sealed class NegatedTextsTests
{
    [TestMethod]
    [DataRow("i feel so happy with my life", 0.9f, -0.495f)]
    [DataRow("i am feeling lonely", -0.9f, 0.18f)]
    public void Of_FeelingTold_SaysTheOpposite(string text, float valence, float expected)
    {
        LabelledText negated = NegatedTexts.Of([Text(text, valence)], new Random(1)).Single();

        StringAssert.EndsWith(negated.Text, text[(text.LastIndexOf("feel", StringComparison.Ordinal) + 8)..], StringComparison.Ordinal);
        Assert.AreNotEqual(text, negated.Text);
        Assert.AreEqual(expected, EncoderHeads.Circumplex.Of(negated.Targets)[0], 1e-6f);
        Assert.IsTrue(float.IsNaN(EncoderHeads.Emotion.Of(negated.Targets)[0]));
    }

    [TestMethod]
    [DataRow("i feel that i am not happy")]
    [DataRow("she looks happy")]
    public void Of_NegatedAlreadyOrOfNoFeeling_IsLeftOut(string text) =>
        Assert.IsFalse(NegatedTexts.Of([Text(text, 0.9f)], new Random(1)).Any());

    private static LabelledText Text(string text, float valence)
    {
        float[] targets = EncoderHeads.Unknown();
        EncoderHeads.PlaceOnCircumplex(targets, ["joy"]);
        EncoderHeads.Circumplex.Of(targets)[0] = valence;
        return new LabelledText(text, targets);
    }
}
