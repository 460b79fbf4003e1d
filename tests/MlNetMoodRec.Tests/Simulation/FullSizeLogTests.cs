using System.Diagnostics;
using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Tests.Simulation;

/// <summary>Time and memory of the log at full size.</summary>
[TestClass]
[DoNotParallelize] // The memory of the process is measured: tests beside it would be counted too.
public sealed class FullSizeLogTests
{
    [TestMethod]
    [TestCategory("Slow")]
    public void Interactions_FullSize_AreQuickAndDistinct()
    {
        var watch = Stopwatch.StartNew();
        var log = new SimulatedPlatform(new SimulationOptions()).Interactions().ToArray();
        watch.Stop();
        var texts = log.Where(i => i.Text.Length > 0).Select(i => i.Text).ToArray();

        Assert.HasCount(180_000, log);
        Assert.IsGreaterThanOrEqualTo(0.95, (double)texts.Distinct().Count() / texts.Length);
        // Under 10 s on two cores of its own (3 s measured); generous because tests share the machine.
        Assert.IsLessThan(30, watch.Elapsed.TotalSeconds);
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Interactions_LongStream_TakesConstantMemory()
    {
        var platform = new SimulatedPlatform(new SimulationOptions { Listeners = 2_000, Songs = 400, Interactions = 2_000_000 });
        long count = 0, early = 0, late = 0;
        foreach (var _ in platform.Interactions())
        {
            count++;
            if (count == 100_000)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
            else if (count == 1_900_000)
            {
                late = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        Assert.AreEqual(2_000_000, count);
        Assert.IsLessThan(4 << 20, late - early, "1,800,000 more interactions must leave nothing behind");
    }
}
