using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Tests.Serving;

[TestClass]
public sealed class MoodRecEnginePoolTests
{
    private static ModelZips s_zips = null!;

    [ClassInitialize]
    public static void Train(TestContext _) => s_zips = new ModelZips();

    [ClassCleanup]
    public static void Delete() => s_zips.Dispose();

    [TestMethod]
    public async Task Recommend_ManyThreadsAtOnce_EachGetsItsOwnAnswer()
    {
        const int requests = 400;
        using var pool = new MoodRecEnginePool(Options(engines: 3) with { MaxQueueLength = requests, QueueTimeout = TimeSpan.FromMinutes(5) });
        using MoodRecModel model = MoodRecModel.Load(s_zips.First);
        string[] texts = ["I feel so sad today", "I love this song!", "so tired", ""];
        SongRecommendations[] expected = [.. texts.Select(t => model.Recommend(new ListenerContext { Text = t }))];

        await Task.WhenAll(Enumerable.Range(0, requests).Select(i => Task.Run(async () =>
        {
            string excluded = ModelZips.SongsOfFirst[i % 4];
            var context = new ListenerContext { Text = texts[i % texts.Length], ExcludedSongIds = [excluded], TopN = 1 + (i % 3) };
            SongRecommendations answer = i % 2 == 0 ? await pool.RecommendAsync(context) : pool.Recommend(context);

            CollectionAssert.AreEqual(ModelZips.SongsOfFirst.Where(s => s != excluded).Take(context.TopN).ToArray(), answer.SongIds);
            Assert.AreEqual(expected[i % texts.Length].Valence, answer.Valence, 1e-6f);
            Assert.AreEqual(expected[i % texts.Length].Emotion, answer.Emotion);
        })));

        Assert.AreEqual(3, pool.EnginesCreated, "all made while warming up, none afterwards");
        Assert.AreEqual((0, 0), (pool.Health.BusyEngines, pool.Health.QueueLength));
    }

    [TestMethod]
    public async Task Recommend_EnginesTaken_WaitsThenIsRefusedThenServed()
    {
        using var pool = new MoodRecEnginePool(Options(engines: 1) with { MaxQueueLength = 1, QueueTimeout = TimeSpan.FromSeconds(2) });
        MoodRecEngineLease taken = await pool.RentAsync();

        Task<SongRecommendations> waiting = pool.RecommendAsync(new ListenerContext());
        await Assert.ThrowsExactlyAsync<MoodRecPoolBusyException>(() => pool.RecommendAsync(new ListenerContext()));
        Assert.AreEqual((1, 1), (pool.Health.BusyEngines, pool.Health.QueueLength));
        MoodRecPoolBusyException late = await Assert.ThrowsExactlyAsync<MoodRecPoolBusyException>(() => waiting);
        Assert.IsTrue(late.TimedOut);

        Assert.HasCount(4, taken.Recommend(new ListenerContext()).SongIds);
        taken.Dispose();
        taken.Dispose();
        Assert.HasCount(4, (await pool.RecommendAsync(new ListenerContext())).SongIds);
        Assert.AreEqual(0, pool.Health.BusyEngines);
    }

    [TestMethod]
    public async Task Recommend_CancelledWhileWaiting_LeavesThePoolIntact()
    {
        using MoodRecEnginePool pool = Pool(engines: 1);
        using var cancellation = new CancellationTokenSource();
        Task<SongRecommendations> cancelled;
        Task<SongRecommendations> next;
        using (pool.Rent())
        {
            cancelled = pool.RecommendAsync(new ListenerContext(), cancellation.Token);
            next = pool.RecommendAsync(new ListenerContext());
            await cancellation.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
            Assert.IsFalse(next.IsCompleted);
        }

        CollectionAssert.AreEqual(ModelZips.SongsOfFirst, (await next).SongIds);
        await Assert.ThrowsAsync<OperationCanceledException>(() => pool.RecommendAsync(new ListenerContext(), cancellation.Token));
        Assert.AreEqual((0, 0), (pool.Health.BusyEngines, pool.Health.QueueLength));
    }

    [TestMethod]
    public async Task Dispose_WithRequestsAtWorkAndWaiting_EndsTheOneAndTurnsTheOtherAway()
    {
        MoodRecEnginePool pool = Pool(engines: 1);
        MoodRecEngineLease lease = pool.Rent();
        string folder = lease.Model.TemporaryFolder;
        Task<SongRecommendations> waiting = pool.RecommendAsync(new ListenerContext());

        Task disposal = pool.DisposeAsync().AsTask();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => waiting);
        CollectionAssert.AreEqual(ModelZips.SongsOfFirst, lease.Recommend(new ListenerContext()).SongIds, "a request at work goes on");
        Assert.IsFalse(disposal.IsCompleted);
        Assert.IsTrue(Directory.Exists(folder));
        lease.Dispose();
        await disposal;

        Assert.IsFalse(Directory.Exists(folder), "no file is left");
        Assert.ThrowsExactly<ObjectDisposedException>(() => pool.Recommend(new ListenerContext()));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => pool.ReloadAsync());
        Assert.AreEqual(HealthStatus.Unhealthy, pool.Health.Status);
        pool.Dispose();
    }

    [TestMethod]
    public void Metrics_OfRequests_AreMeasured()
    {
        // Other tests have pools too, at the same time: only what this pool's own meter says counts.
        using var factory = new ServiceCollection().AddSingleton<IMeterFactory, OwnMeters>().BuildServiceProvider();
        var meters = (OwnMeters)factory.GetRequiredService<IMeterFactory>();
        var seen = new List<(string Name, double Value, object? Tag)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (meters.Created.Contains(instrument.Meter))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => seen.Add((i.Name, value, tags is [var tag, ..] ? tag.Value : null)));
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => seen.Add((i.Name, value, tags is [var tag, ..] ? tag.Value : null)));
        listener.SetMeasurementEventCallback<int>((i, value, _, _) => seen.Add((i.Name, value, null)));
        using var pool = new MoodRecEnginePool(Options(engines: 1) with { MaxQueueLength = 0 }, logger: null, meters);
        listener.Start();

        SongRecommendations moody = pool.Recommend(new ListenerContext { Text = "I feel so sad" });
        pool.Recommend(new ListenerContext { Text = "  " });
        using (pool.Rent())
        {
            Assert.ThrowsExactly<MoodRecPoolBusyException>(() => pool.Recommend(new ListenerContext()));
            listener.RecordObservableInstruments();
        }

        CollectionAssert.AreEqual(new[] { "ok", "ok", "busy" }, seen.Where(m => m.Name == "moodrec.recommend.duration").Select(m => m.Tag).ToArray());
        Assert.IsTrue(seen.Where(m => m.Name == "moodrec.recommend.duration").All(m => m.Value is > 0 and < 60));
        Assert.AreEqual(3, seen.Count(m => m.Name == "moodrec.queue.duration"));
        Assert.AreEqual((double)moody.Valence, seen.Single(m => m.Name == "moodrec.mood.valence").Value, "only a text has a mood");
        Assert.AreEqual((double)moody.Arousal, seen.Single(m => m.Name == "moodrec.mood.arousal").Value);
        CollectionAssert.AreEqual(
            new[] { RecommendationBasis.Popularity, RecommendationBasis.Popularity },
            seen.Where(m => m.Name == "moodrec.recommendations").Select(m => m.Tag).ToArray());
        Assert.AreEqual(1, seen.Single(m => m.Name == "moodrec.engines.busy").Value);
        Assert.AreEqual(0, seen.Single(m => m.Name == "moodrec.queue.length").Value);
    }

    [TestMethod]
    public async Task AddMoodRec_Provider_GivesOnePoolAndItsHealth()
    {
        string folder;
        await using (ServiceProvider provider = new ServiceCollection().AddMoodRec(Options(engines: 1)).BuildServiceProvider())
        {
            var pool = provider.GetRequiredService<MoodRecEnginePool>();
            Assert.AreSame(pool, provider.GetRequiredService<MoodRecEnginePool>());
            CollectionAssert.AreEqual(ModelZips.SongsOfFirst, pool.Recommend(new ListenerContext()).SongIds);
            HealthCheckResult health = await provider.GetRequiredService<MoodRecHealthCheck>().CheckHealthAsync(new HealthCheckContext());
            Assert.AreEqual(HealthStatus.Healthy, health.Status);
            Assert.AreEqual("popularity", health.Data["method"]);
            using MoodRecEngineLease lease = pool.Rent();
            folder = lease.Model.TemporaryFolder;
        }

        Assert.IsFalse(Directory.Exists(folder), "the provider disposes the pool");
    }

    [TestMethod]
    public void AddMoodRec_WrongOptions_NamesThemAll()
    {
        var options = new MoodRecPoolOptions { MaxEngines = 0, MaxQueueLength = -1, QueueTimeout = TimeSpan.Zero, ReloadInterval = TimeSpan.FromDays(-1) };

        string message = Assert.ThrowsExactly<MoodRecException>(() => new ServiceCollection().AddMoodRec(options)).Message;

        foreach (string name in new[] { "ModelPath", "MaxEngines is 0", "MaxQueueLength is -1", "QueueTimeout is 00:00:00", "ReloadInterval is -1.00:00:00" })
        {
            StringAssert.Contains(message, name);
        }
    }

    [TestMethod]
    public void Create_NoModelThere_SaysSo()
    {
        string message = Assert.ThrowsExactly<MoodRecException>(() => new MoodRecEnginePool(new MoodRecPoolOptions { ModelPath = "nowhere.zip" })).Message;

        StringAssert.Contains(message, "nowhere.zip");
    }

    private static MoodRecPoolOptions Options(int engines) => new() { ModelPath = s_zips.First, MaxEngines = engines, ReloadOnChange = false };

    private static MoodRecEnginePool Pool(int engines) => new(Options(engines));

    private sealed class OwnMeters : IMeterFactory
    {
        public List<Meter> Created { get; } = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            Created.Add(meter);
            return meter;
        }

        public void Dispose() => Created.ForEach(m => m.Dispose());
    }
}
