using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Experiments;

namespace MlNetMoodRec.Tests.Experiments;

[TestClass]
public sealed class NumbersTests
{
    [TestMethod]
    [DataRow(0.0, "< 0.0001")]
    [DataRow(0.00009, "< 0.0001")]
    [DataRow(0.0321, "0.0321")]
    [DataRow(double.NaN, "not defined")]
    public void P_AnyValue_IsNeverZero(double value, string expected) => Assert.AreEqual(expected, Numbers.P(value));

    [TestMethod]
    [DataRow(0.404, "0.40 s")]
    [DataRow(71.94, "71.9 s")]
    [DataRow(331.4, "5 min 31 s")]
    [DataRow(double.PositiveInfinity, "not defined")]
    public void Seconds_ShortAndLong_TakeTheUnitThatReadsWell(double value, string expected) => Assert.AreEqual(expected, Numbers.Seconds(value));

    [TestMethod]
    public void Percent_AnEstimate_CarriesItsError()
    {
        Assert.AreEqual("77.1 ± 0.2 %", Numbers.Percent(new MetricEstimate(0.7712, 0.0021)));
        Assert.AreEqual("77.1 %", Numbers.Percent(new MetricEstimate(0.7712, null)));
        Assert.AreEqual("-5.0 %", Numbers.SignedPercent(-0.05));
    }

    [TestMethod]
    public void Label_ALongName_IsCutBetweenLetters() =>
        Assert.AreEqual("12345678901234567…", ChartStyle.Label("12345678901234567\U0001F3B5xyz"));
}
