using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Tests.Simulation;

[TestClass]
public sealed class SimulatedLogTests
{
    /// <summary>
    /// Changes only when the simulation is meant to change. The value is the same with AVX2, with SSE alone and without
    /// any vector instructions (DOTNET_EnableAVX2=0, DOTNET_EnableHWIntrinsic=0).
    /// </summary>
    [TestMethod]
    public void Interactions_PinnedSeed_GiveThePinnedBytes() =>
        Assert.AreEqual("0510fa6b35fa0f3dcad37d41622e4781867352682a7781992534ba7c9fe80e01", SimulatedLogs.Hash(new SimulatedPlatform(SimulatedLogs.SmallOptions)));

    [TestMethod]
    public void Interactions_SameSeed_GiveTheSameBytes() =>
        Assert.AreEqual(SimulatedLogs.Hash(SimulatedLogs.Small), SimulatedLogs.Hash(new SimulatedPlatform(SimulatedLogs.SmallOptions)));

    [TestMethod]
    public void Interactions_OtherSeed_GiveOtherBytes() =>
        Assert.AreNotEqual(SimulatedLogs.Hash(SimulatedLogs.Small), SimulatedLogs.Hash(new SimulatedPlatform(SimulatedLogs.SmallOptions with { Seed = 4 })));

    [TestMethod]
    public void Interactions_TwoEnumerationsAtOnce_DoNotDisturbEachOther()
    {
        using var first = SimulatedLogs.Small.Interactions().GetEnumerator();
        using var second = SimulatedLogs.Small.Interactions().GetEnumerator();
        while (first.MoveNext())
        {
            Assert.IsTrue(second.MoveNext());
            Assert.AreEqual(first.Current, second.Current);
        }

        Assert.IsFalse(second.MoveNext());
    }

    [TestMethod]
    public void Interactions_AnyOptions_AreOrderedByTimeAndCountedExactly()
    {
        var log = SimulatedLogs.QuarterLog;

        Assert.HasCount(SimulatedLogs.QuarterOptions.Interactions, log);
        for (var i = 1; i < log.Count; i++)
        {
            Assert.IsTrue(log[i - 1].Time <= log[i].Time);
        }

        foreach (var listener in log.GroupBy(i => i.UserId))
        {
            Assert.IsGreaterThanOrEqualTo(SimulatedLogs.QuarterOptions.LeastInteractions, listener.Count());
            Assert.AreEqual(listener.Count(), listener.Select(i => i.Time).Distinct().Count(), "a listener plays one song at a time");
        }

        Assert.IsTrue(log[0].Time >= SimulatedLogs.QuarterOptions.Start && log[0].Time.Kind == DateTimeKind.Utc);
        Assert.IsLessThan(SimulatedLogs.QuarterOptions.Days + 3.0, (log[^1].Time - SimulatedLogs.QuarterOptions.Start).TotalDays);
    }

    [TestMethod]
    public void Interactions_Default_HaveTheSharesAskedFor()
    {
        var log = SimulatedLogs.QuarterLog;
        var texts = log.Where(i => i.Text.Length > 0).Select(i => i.Text).ToArray();

        Assert.AreEqual(0.27, log.Average(i => i.Feedback >= 0.5f ? 1.0 : 0), 0.03);
        Assert.AreEqual(0.30, (double)texts.Length / log.Count, 0.02);
        Assert.IsGreaterThanOrEqualTo(0.95, (double)texts.Distinct().Count() / texts.Length);
        Assert.IsTrue(log.All(i => i.Feedback is >= 0 and <= 1));
    }

    [TestMethod]
    [DataRow(0.1, 0.1)]
    [DataRow(0.5, 0.6)]
    public void Interactions_OtherShares_AreMet(double positive, double text)
    {
        var log = new SimulatedPlatform(SimulatedLogs.SmallOptions with { PositiveShare = positive, TextShare = text }).Interactions().ToArray();

        Assert.AreEqual(positive, log.Average(i => i.Feedback >= 0.5f ? 1.0 : 0), 0.04);
        Assert.AreEqual(text, log.Average(i => i.Text.Length > 0 ? 1.0 : 0), 0.04);
    }

    [TestMethod]
    public void Interactions_Default_ArePopularityLongTailedAndWithSomeRepeats()
    {
        var log = SimulatedLogs.QuarterLog;
        var counts = log.GroupBy(i => i.SongId).Select(g => g.Count()).OrderDescending().ToArray();
        var repeats = log.GroupBy(i => i.UserId).Sum(g => g.Count() - g.Select(i => i.SongId).Distinct().Count()) / (double)log.Count;

        Assert.IsGreaterThan(0.4, counts.Take(counts.Length / 10).Sum() / (double)log.Count, "a tenth of the songs has most of the plays");
        Assert.IsGreaterThan(3_500, counts.Length, "the tail is long");
        Assert.IsTrue(repeats is > 0.1 and < 0.45, $"share of repeats is {repeats}");
    }
}
