using MlNetMoodRec.Evaluation.Experiments;

namespace MlNetMoodRec.Tests.Experiments;

[TestClass]
public sealed class LikeMetricsTests
{
    [TestMethod]
    public void Build_HandComputedTable_GivesEveryMetric()
    {
        // Two likes are predicted, one rightly; of the four skips three are predicted rightly; one like is missed.
        double[] probabilities = [0.9, 0.55, 0.3, 0.2, 0.2, 0.1];
        bool[] liked = [true, false, true, false, false, false];

        LikeMetrics metrics = LikeMetricsBuilder.Build(probabilities, liked);

        Assert.AreEqual((1, 1, 3, 1), (metrics.TruePositives, metrics.FalsePositives, metrics.TrueNegatives, metrics.FalseNegatives));
        Assert.AreEqual(4.0 / 6, metrics.Accuracy, 1e-12);
        Assert.AreEqual(4.0 / 6, metrics.MajorityRate, 1e-12);
        Assert.AreEqual((0.5, 0.5, 0.5), (metrics.Precision, metrics.Recall, metrics.F1));

        // Of the 8 pairs of a like and a skip only (0.3, 0.55) is in the wrong order.
        Assert.AreEqual(7.0 / 8, metrics.Auc, 1e-12);
        Assert.AreEqual((0.01 + 0.3025 + 0.49 + 0.04 + 0.04 + 0.01) / 6, metrics.Brier, 1e-12);

        // Bins by tenths: 0.9 (1 of 1), 0.55 (0 of 1), 0.3 (1 of 1), 0.2 twice (0 of 2), 0.1 (0 of 1).
        Assert.HasCount(5, metrics.Calibration);
        Assert.AreEqual((0.1 + 0.55 + 0.7 + 0.4 + 0.1) / 6, metrics.CalibrationError, 1e-12);
    }

    [TestMethod]
    public void Build_EqualProbabilities_HaveAnAucOfOneHalf() =>
        Assert.AreEqual(0.5, LikeMetricsBuilder.Build([0.3, 0.3, 0.3], [true, false, true]).Auc, 1e-12);

    [TestMethod]
    public void Build_OneOutcomeOnly_IsDefined()
    {
        LikeMetrics metrics = LikeMetricsBuilder.Build([0.2, 0.3], [false, false]);

        Assert.AreEqual((0.5, 0, 0, 0, 1), (metrics.Auc, metrics.Precision, metrics.Recall, metrics.F1, metrics.Accuracy));
    }
}
