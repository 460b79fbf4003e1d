using MlNetMoodRec.Training.Encoder;
using MlNetMoodRec.Training.Encoder.Import;

namespace MlNetMoodRec.Tests.Encoder.Import;

[TestClass]
public sealed class LabelMoodTests
{
    [TestMethod]
    public void Of_GoEmotions_AgreesWithThePublishedPolarities()
    {
        LabelMood mood = LabelMood.Of(GoEmotionsLabels.Names)!;

        for (int i = 0; i < GoEmotionsLabels.Names.Count; i++)
        {
            string label = GoEmotionsLabels.Names[i];
            float polarity = GoEmotionsLabels.Polarity(i);
            int expected = float.IsNaN(polarity) ? 0 : Math.Sign(polarity - 0.5f);
            Assert.AreEqual(expected, Math.Sign(mood.Valence[i]), label);
            Assert.AreEqual(GoEmotionsLabels.Ekman(i), mood.Emotions![i], label);
            float length = MathF.Sqrt((mood.Valence[i] * mood.Valence[i]) + (mood.Arousal![i] * mood.Arousal[i]));
            Assert.AreEqual(label == "neutral" ? 0 : 1, length, 1e-3, label);
        }
    }

    [TestMethod]
    [DataRow("anger,joy,optimism,sadness", true)]
    [DataRow("anger,disgust,fear,joy,neutral,sadness,surprise", true)]
    [DataRow("Positive,Neutral,Negative", true)]
    [DataRow("LABEL_0,LABEL_1", false)]
    [DataRow("joy,positive", false)]
    [DataRow("joy,spam", false)]
    public void Of_Labels_IsKnownOnlyWhenAllAre(string labels, bool known) =>
        Assert.AreEqual(known, LabelMood.Of(labels.Split(',')) is not null);
}
