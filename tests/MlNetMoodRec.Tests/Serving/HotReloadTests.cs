using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Tests.Serving;

[TestClass]
public sealed class HotReloadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ModelZips _zips = new();

    public void Dispose() => _zips.Dispose();

    [TestMethod]
    public async Task Watch_TwentyChangesUnderLoad_NoRequestFails()
    {
        var pool = new MoodRecEnginePool(Options());
        var folders = new ConcurrentDictionary<string, bool>();
        using var stop = new CancellationTokenSource();
        int answers = 0;
        int[] byModel = new int[2];
        Task[] clients = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                SongRecommendations answer = await pool.RecommendAsync(new ListenerContext { Text = "I feel so sad" }, CancellationToken.None);
                int model = answer.SongIds.SequenceEqual(ModelZips.SongsOfFirst) ? 0 : answer.SongIds.SequenceEqual(ModelZips.SongsOfSecond) ? 1 : -1;
                Interlocked.Increment(ref byModel[model]);
                Interlocked.Increment(ref answers);
                await Task.Delay(1, CancellationToken.None);
            }
        }))];

        for (int reload = 1; reload <= 20; reload++)
        {
            using (MoodRecEngineLease lease = await pool.RentAsync())
            {
                folders.TryAdd(lease.Model.TemporaryFolder, true);
            }

            int before = Volatile.Read(ref answers);
            _zips.Serve(reload % 2 == 1 ? _zips.Second : _zips.First);
            await Until(() => pool.Health.Reloads == reload && Volatile.Read(ref answers) > before);
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await pool.DisposeAsync();

        Assert.IsTrue(byModel[0] > 0 && byModel[1] > 0, $"{byModel[0]} and {byModel[1]} answers");
        Assert.AreEqual(0, pool.Health.FailedReloads);
        Assert.HasCount(20, folders);
        Assert.IsFalse(folders.Keys.Any(Directory.Exists), "no replaced model leaves a file");
    }

    [TestMethod]
    public async Task Explain_ModelReplacedMeanwhile_KeepsItUntilTheAnswerIsMadeAndFollowsTheNewOne()
    {
        await using var pool = new MoodRecEnginePool(Options() with { ReloadOnChange = false });
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        Task<(string[] SongIds, bool WasThere, string Folder)> explaining = Task.Run(() => pool.ExplainAsync(new ListenerContext(), (explanation, model) =>
        {
            begun.Set();
            end.Wait(Patience);
            return (explanation.Songs.Select(s => s.SongId).ToArray(), Directory.Exists(model.TemporaryFolder), model.TemporaryFolder);
        }));
        Assert.IsTrue(begun.Wait(Patience));

        _zips.Serve(_zips.Second);
        Task<bool> reloading = pool.ReloadAsync();
        await Until(() => pool.Health.Reloads == 1);
        Assert.IsFalse(reloading.IsCompleted, "the old model is held");
        end.Set();

        (string[] songIds, bool wasThere, string folder) = await explaining;
        CollectionAssert.AreEqual(ModelZips.SongsOfFirst, songIds);
        Assert.IsTrue(wasThere);
        Assert.IsTrue(await reloading);
        Assert.IsFalse(Directory.Exists(folder));
        CollectionAssert.AreEqual(ModelZips.SongsOfSecond, await pool.ExplainAsync(new ListenerContext(), (e, _) => e.Answer.SongIds));
    }

    [TestMethod]
    [DataRow("garbage", "not a whole model zip")]
    [DataRow("empty", "not a whole model zip")]
    [DataRow("cut off", "not a whole model zip")]
    [DataRow("part missing", "")]
    [DataRow("part overwritten", "")]
    [DataRow("weights NaN", "no songs")]
    [DataRow("deleted", "no model")]
    public async Task Watch_BrokenZip_KeepsTheOldModelAndReportsUntilItIsWhole(string kind, string expected)
    {
        var log = new RecordedLog();
        await using var pool = new MoodRecEnginePool(Options(), log);
        string sha256 = pool.Health.ModelSha256;

        Break(kind);
        await Until(() => pool.Health.ReloadError is not null);

        MoodRecPoolHealth broken = pool.Health;
        Assert.AreEqual((HealthStatus.Degraded, 1, 0, sha256), (broken.Status, broken.FailedReloads, broken.Reloads, broken.ModelSha256));
        StringAssert.Contains(broken.ReloadError, "served.zip");
        StringAssert.Contains(broken.ReloadError, expected);
        CollectionAssert.AreEqual(ModelZips.SongsOfFirst, (await pool.RecommendAsync(new ListenerContext())).SongIds);
        await Assert.ThrowsExactlyAsync<MoodRecException>(() => pool.ReloadAsync());
        Assert.HasCount(1, log.Lines.Where(l => l.Level == LogLevel.Error), "the same failure is told once");

        _zips.Serve(_zips.Second);
        await Until(() => pool.Health.Reloads == 1);

        Assert.AreEqual((HealthStatus.Healthy, null), (pool.Health.Status, pool.Health.ReloadError));
        CollectionAssert.AreEqual(ModelZips.SongsOfSecond, (await pool.RecommendAsync(new ListenerContext())).SongIds);
    }

    [TestMethod]
    public async Task Watch_BrokenThenTheServedZipAgain_IsHealthyWithoutAReload()
    {
        await using var pool = new MoodRecEnginePool(Options());

        _zips.ServeBytes([1, 2, 3]);
        await Until(() => pool.Health.Status == HealthStatus.Degraded);
        _zips.Serve(_zips.First);
        await Until(() => pool.Health.Status == HealthStatus.Healthy);

        Assert.AreEqual((0, 1), (pool.Health.Reloads, pool.Health.FailedReloads));
    }

    [TestMethod]
    public async Task Watch_ZipBehindALinkedFolder_SeesTheLinkMove()
    {
        // As Kubernetes mounts volumes: the folder is a link, and an update moves the link.
        string Version(string name, string zip)
        {
            string folder = Directory.CreateDirectory(Path.Combine(_zips.Folder, name)).FullName;
            File.Copy(zip, Path.Combine(folder, "model.zip"));
            return folder;
        }

        string first = Version("v1", _zips.First);
        string second = Version("v2", _zips.Second);
        File.SetLastWriteTimeUtc(Path.Combine(second, "model.zip"), DateTime.UtcNow.AddDays(-1));
        string link = Path.Combine(_zips.Folder, "current");
        Directory.CreateSymbolicLink(link, first);
        await using var pool = new MoodRecEnginePool(Options() with { ModelPath = Path.Combine(link, "model.zip") });

        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, second);
        await Until(() => pool.Health.Reloads == 1);

        CollectionAssert.AreEqual(ModelZips.SongsOfSecond, pool.Recommend(new ListenerContext()).SongIds);
    }

    [TestMethod]
    public async Task Reload_AskedFor_ServesTheNewModelAndSaysWhetherItChanged()
    {
        await using var pool = new MoodRecEnginePool(Options() with { ReloadOnChange = false });
        string folder;
        using (MoodRecEngineLease lease = pool.Rent())
        {
            folder = lease.Model.TemporaryFolder;
        }

        Assert.IsFalse(await pool.ReloadAsync(), "nothing has changed");
        _zips.Serve(_zips.First);
        Assert.IsFalse(await pool.ReloadAsync(), "another file of the same content");
        _zips.Serve(_zips.Second);
        Assert.IsTrue(await pool.ReloadAsync());

        CollectionAssert.AreEqual(ModelZips.SongsOfSecond, pool.Recommend(new ListenerContext()).SongIds);
        Assert.IsFalse(Directory.Exists(folder));
    }

    [TestMethod]
    public async Task Reload_WhileALeaseIsOut_TheLeaseKeepsItsModel()
    {
        await using var pool = new MoodRecEnginePool(Options() with { ReloadOnChange = false });
        Task<bool> reload;
        using (MoodRecEngineLease lease = pool.Rent())
        {
            _zips.Serve(_zips.Second);
            reload = pool.ReloadAsync();
            await Until(() => pool.Health.Reloads == 1);

            CollectionAssert.AreEqual(ModelZips.SongsOfSecond, pool.Recommend(new ListenerContext()).SongIds);
            CollectionAssert.AreEqual(ModelZips.SongsOfFirst, lease.Recommend(new ListenerContext()).SongIds);
            Assert.IsFalse(reload.IsCompleted, "the old model is there as long as someone uses it");
        }

        Assert.IsTrue(await reload);
    }

    [TestMethod]
    public async Task Logs_OfRequestsAndReloads_HoldNoText()
    {
        var log = new RecordedLog();
        await using (var pool = new MoodRecEnginePool(Options(), log))
        {
            await pool.RecommendAsync(new ListenerContext { Text = "my secret sorrow", UserId = "secret user" });
            _zips.ServeBytes([1, 2, 3]);
            await Until(() => pool.Health.ReloadError is not null);
        }

        Assert.HasCount(2, log.Lines);
        Assert.IsFalse(log.Lines.Any(l => l.Text.Contains("secret", StringComparison.Ordinal)));
        StringAssert.Contains(log.Lines.First().Text, "popularity, 4 songs");
    }

    private MoodRecPoolOptions Options() => new() { ModelPath = _zips.Served, MaxEngines = 2, ReloadInterval = TimeSpan.FromMilliseconds(10) };

    private void Break(string kind)
    {
        byte[] whole = File.ReadAllBytes(_zips.Second);
        switch (kind)
        {
            case "garbage":
                new Random(1).NextBytes(whole);
                _zips.ServeBytes(whole);
                break;
            case "empty":
                _zips.ServeBytes([]);
                break;
            case "cut off":
                _zips.ServeBytes(whole[..(whole.Length / 2)]);
                break;
            case "part missing":
                _zips.Serve(Changed(e => e.Delete()));
                break;
            case "part overwritten":
                _zips.Serve(Changed(e =>
                {
                    using Stream stream = e.Open();
                    stream.SetLength(0);
                    stream.Write("this is no model"u8);
                }));
                break;
            case "weights NaN":
                _zips.Serve(Changed(WithoutNumbers));
                break;
            default:
                File.Delete(_zips.Served);
                break;
        }
    }

    /// <summary>A copy of the second zip whose last ONNX model was changed.</summary>
    private string Changed(Action<ZipArchiveEntry> change)
    {
        string path = Path.Combine(_zips.Folder, "changed.zip");
        File.Copy(_zips.Second, path);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        change(zip.Entries.Where(e => e.FullName.EndsWith("/OnnxModel", StringComparison.Ordinal)).MaxBy(e => e.FullName, StringComparer.Ordinal)!);
        return path;
    }

    /// <summary>Puts NaN where the scores of the songs stand: such a model loads, and shows its fault when it answers.</summary>
    private void WithoutNumbers(ZipArchiveEntry entry)
    {
        using MoodRecModel model = MoodRecModel.Load(_zips.Second);
        using Stream stream = entry.Open();
        var onnx = new byte[stream.Length];
        stream.ReadExactly(onnx);
        foreach (float score in model.Recommend(new ListenerContext()).Scores)
        {
            for (int at; (at = onnx.AsSpan().IndexOf(BitConverter.GetBytes(score))) >= 0;)
            {
                BitConverter.GetBytes(float.NaN).CopyTo(onnx, at);
            }
        }

        stream.Position = 0;
        stream.Write(onnx);
    }

    private static async Task Until(Func<bool> condition)
    {
        DateTime end = DateTime.UtcNow + Patience;
        while (!condition())
        {
            Assert.IsLessThan(end, DateTime.UtcNow, "it did not happen in time");
            await Task.Delay(5);
        }
    }

    private sealed class RecordedLog : ILogger<MoodRecEnginePool>
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue((logLevel, formatter(state, exception) + exception));
    }
}
