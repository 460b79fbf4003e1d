using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Tests.Serving;

[TestClass]
public sealed class RequestQueueTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [TestMethod]
    public async Task Enter_QueueFull_IsRefusedAtOnce()
    {
        using var queue = new RequestQueue(places: 1, maxLength: 1, Long);
        queue.Enter(CancellationToken.None);
        Task waiting = queue.EnterAsync(CancellationToken.None).AsTask();
        Assert.AreEqual(1, queue.Length);

        MoodRecPoolBusyException refused = await Assert.ThrowsExactlyAsync<MoodRecPoolBusyException>(() => queue.EnterAsync(CancellationToken.None).AsTask());
        Assert.ThrowsExactly<MoodRecPoolBusyException>(() => queue.Enter(CancellationToken.None));

        Assert.IsFalse(refused.TimedOut);
        StringAssert.Contains(refused.Message, nameof(MoodRecPoolOptions.MaxQueueLength));
        Assert.AreEqual(1, queue.Length);
        queue.Leave();
        await waiting;
        Assert.AreEqual((0, 1), (queue.Length, queue.Busy));
    }

    [TestMethod]
    public async Task Enter_NoPlaceInTime_TimesOut()
    {
        using var queue = new RequestQueue(places: 1, maxLength: 5, TimeSpan.FromMilliseconds(20));
        queue.Enter(CancellationToken.None);

        MoodRecPoolBusyException late = await Assert.ThrowsExactlyAsync<MoodRecPoolBusyException>(() => queue.EnterAsync(CancellationToken.None).AsTask());
        MoodRecPoolBusyException lateToo = Assert.ThrowsExactly<MoodRecPoolBusyException>(() => queue.Enter(CancellationToken.None));

        Assert.IsTrue(late.TimedOut && lateToo.TimedOut);
        StringAssert.Contains(late.Message, "within 20 ms");
        Assert.AreEqual((0, 1), (queue.Length, queue.Busy));
        queue.Leave();
        queue.Enter(CancellationToken.None);
    }

    [TestMethod]
    public async Task Enter_CancelledWhileWaiting_LeavesThePlaceToTheNext()
    {
        using var queue = new RequestQueue(places: 1, maxLength: 5, Long);
        using var cancellation = new CancellationTokenSource();
        queue.Enter(CancellationToken.None);
        Task cancelled = queue.EnterAsync(cancellation.Token).AsTask();
        Task cancelledToo = Task.Run(() => queue.Enter(cancellation.Token), CancellationToken.None);
        Task next = queue.EnterAsync(CancellationToken.None).AsTask();
        SpinWait.SpinUntil(() => queue.Length == 3, Long);

        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelledToo);

        Assert.AreEqual(1, queue.Length);
        queue.Leave();
        await next;
        Assert.AreEqual((0, 1), (queue.Length, queue.Busy));
    }

    [TestMethod]
    public async Task Close_WithWaitingRequests_TurnsThemAway()
    {
        using var queue = new RequestQueue(places: 1, maxLength: 5, Long);
        queue.Enter(CancellationToken.None);
        Task waiting = queue.EnterAsync(CancellationToken.None).AsTask();
        Task blocked = Task.Run(() => queue.Enter(CancellationToken.None));
        SpinWait.SpinUntil(() => queue.Length == 2, Long);

        queue.Close();

        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => blocked);
        Assert.ThrowsExactly<ObjectDisposedException>(() => queue.Enter(CancellationToken.None));
        queue.Leave();
    }

    [TestMethod]
    public async Task Enter_ManyAtOnce_NeverMoreInsideThanPlaces()
    {
        using var queue = new RequestQueue(places: 3, maxLength: 1000, Long);
        int inside = 0;
        int most = 0;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            await queue.EnterAsync(CancellationToken.None);
            int now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            queue.Leave();
        })));

        Assert.IsTrue(most is >= 1 and <= 3, $"{most} inside");
        Assert.AreEqual((0, 0), (queue.Length, queue.Busy));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            int found = Interlocked.CompareExchange(ref target, value, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }
}
