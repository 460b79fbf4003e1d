using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class ClassificationMetricsTests
{
    [TestMethod]
    public void MacroF1_HandComputed_IsTheMeanOverLabels()
    {
        // Label 0: tp 1, fp 1, fn 1 -> 1/2. Label 1: tp 1, fp 1, fn 0 -> 2/3. Label 2: tp 0, fp 0, fn 1 -> 0. Label 3: absent -> 0.
        double f1 = ClassificationMetrics.MacroF1([0, 1, 0, 1], [0, 0, 2, 1], 4);

        Assert.AreEqual((0.5 + (2.0 / 3)) / 4, f1, 1e-12);
    }

    [TestMethod]
    public void Accuracy_HandComputed_IsTheShareFound() => Assert.AreEqual(0.75, ClassificationMetrics.Accuracy([1, 2, 0, 0], [1, 2, 3, 0]));

    [TestMethod]
    public void BestThreshold_HandMadeScores_GivesTheBestF1()
    {
        // From 0.6 on: tp 2, fp 1, fn 0 -> 0.8, more than at 0.9 (2/3) or anywhere below.
        float threshold = ClassificationMetrics.BestThreshold([0.1f, 0.9f, 0.7f, 0.6f, 0.2f], [false, true, false, true, false]);

        Assert.AreEqual(0.4f, threshold, 1e-6);
    }

    [TestMethod]
    public void BestThreshold_EqualScores_AreNeverParted() =>
        Assert.IsLessThan(0.5f, ClassificationMetrics.BestThreshold([0.5f, 0.5f, 0.5f], [true, false, true]));

    [TestMethod]
    public void Pearson_HandComputed_MatchesAndIgnoresScale()
    {
        Assert.AreEqual(Math.Sqrt(0.75), ClassificationMetrics.Pearson([1, 2, 3], [10, 30, 30]), 1e-12);
        Assert.AreEqual(-1, ClassificationMetrics.Pearson([1, 2, 3], [5, 3, 1]), 1e-12);
        Assert.AreEqual(0, ClassificationMetrics.Pearson([1, 2, 3], [4, 4, 4]));
    }
}
