using System.Diagnostics;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Build;

[TestClass]
public sealed class TorchSharpReferencesTests
{
    /// <summary>
    /// As TorchSharp comes, one such call in about a thousand fails while another thread collects garbage: the number is
    /// freed before libtorch reads it (see build/LibTorchSharp.targets).
    /// </summary>
    [TestMethod]
    public void ArithmeticWithNumbers_WhileGarbageIsCollected_NeverLosesThem()
    {
        using Tensor sum = zeros(1, dtype: ScalarType.Float64);
        using var stop = new CancellationTokenSource();
        Task collector = Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    GC.Collect(0);
                    GC.WaitForPendingFinalizers();
                }
            },
            stop.Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        long calls = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2))
        {
            sum.add_(1.0);
            calls++;
        }

        stop.Cancel();
        collector.Wait();
        Assert.AreEqual(calls, sum.item<double>(), $"{calls} calls");
    }
}
