using System.Security.Cryptography;
using MlNetMoodRec.Tests.Cli;
using MlNetMoodRec.Tests.Data;
using MlNetMoodRec.Training.Encoder.Pull;

namespace MlNetMoodRec.Tests.Encoder.Pull;

[TestClass]
public sealed class EncoderPullerTests
{
    private const string Model = "someone/distilbert-test";
    private static readonly byte[] Weights = RandomNumberGenerator.GetBytes(300_000);

    [TestMethod]
    public async Task Pull_First_DownloadsAndPins_SecondDownloadsNothing()
    {
        using LocalHub hub = Hub();
        using var folder = new DataFolder();

        EncoderPullResult first = await Pull(hub, folder);
        EncoderPullResult second = await Pull(hub, folder);

        CollectionAssert.AreEqual(new[] { "config.json", "model.safetensors", "tokenizer_config.json", "vocab.txt" }, first.Files.Keys.ToArray());
        CollectionAssert.AreEqual(first.Files.Keys.ToArray(), first.NewlyPinned.ToArray());
        CollectionAssert.AreEqual(Weights, File.ReadAllBytes(Path.Combine(first.Folder, "model.safetensors")));
        Assert.AreEqual(first.Files.Values.Sum(file => file.Bytes), first.Downloaded);
        Assert.AreEqual(0, second.Downloaded);
        Assert.IsEmpty(second.NewlyPinned);
        StringAssert.Contains(File.ReadAllText(folder.Name("lock.json")), Convert.ToHexStringLower(SHA256.HashData(Weights)));
        Assert.IsFalse(Directory.EnumerateFiles(first.Folder).Any(file => file.Contains(".part", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Pull_BrokenConnections_GoesOnWhereItWas()
    {
        using LocalHub hub = Hub("model.safetensors");
        using var folder = new DataFolder();
        hub.BreakAfter.Enqueue(100_000);
        hub.BreakAfter.Enqueue(100_000);

        EncoderPullResult result = await Pull(hub, folder, options => options with { Files = ["model.safetensors"] });

        CollectionAssert.AreEqual(Weights, File.ReadAllBytes(Path.Combine(result.Folder, "model.safetensors")));
        Assert.HasCount(3, hub.Requests);
        StringAssert.Contains(hub.Requests[1], "bytes=");
        Assert.AreEqual(Weights.Length, result.Downloaded, "no byte came twice");
    }

    [TestMethod]
    public async Task Pull_BrokenForGood_KeepsWhatCame_AndALaterRunGoesOn()
    {
        using LocalHub hub = Hub("model.safetensors");
        using var folder = new DataFolder();
        hub.BreakAfter.Enqueue(200_000);

        var failure = await Assert.ThrowsExactlyAsync<MoodRecException>(() => Pull(hub, folder, o => o with { Files = ["model.safetensors"], Attempts = 1 }));
        StringAssert.Contains(failure.Message, "the same command goes on from there");
        Assert.IsFalse(File.Exists(folder.Name("lock.json")));
        EncoderPullResult result = await Pull(hub, folder, o => o with { Files = ["model.safetensors"] });

        Assert.IsLessThan(Weights.Length, result.Downloaded);
        CollectionAssert.AreEqual(Weights, File.ReadAllBytes(Path.Combine(result.Folder, "model.safetensors")));
    }

    [TestMethod]
    public async Task Pull_FileChangedBetweenParts_StartsAnew()
    {
        using LocalHub hub = Hub("model.safetensors");
        using var folder = new DataFolder();
        hub.BreakAfter.Enqueue(200_000);
        await Assert.ThrowsExactlyAsync<MoodRecException>(() => Pull(hub, folder, o => o with { Files = ["model.safetensors"], Attempts = 1 }));
        byte[] other = RandomNumberGenerator.GetBytes(250_000);
        hub.Add(Model, "model.safetensors", other);

        EncoderPullResult result = await Pull(hub, folder, o => o with { Files = ["model.safetensors"] });

        CollectionAssert.AreEqual(other, File.ReadAllBytes(Path.Combine(result.Folder, "model.safetensors")));
    }

    [TestMethod]
    public async Task Pull_PartLongerThanTheFile_StartsAnew()
    {
        using LocalHub hub = Hub("model.safetensors");
        using var folder = new DataFolder();
        hub.BreakAfter.Enqueue(200_000);
        await Assert.ThrowsExactlyAsync<MoodRecException>(() => Pull(hub, folder, o => o with { Files = ["model.safetensors"], Attempts = 1 }));
        string part = Path.Combine(Options(hub, folder).Folder, "model.safetensors.part");
        await File.AppendAllBytesAsync(part, new byte[200_000]);

        EncoderPullResult result = await Pull(hub, folder, o => o with { Files = ["model.safetensors"] });

        CollectionAssert.AreEqual(Weights, File.ReadAllBytes(Path.Combine(result.Folder, "model.safetensors")));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Pull_TamperedFile_NamesBothSums(bool sameSize)
    {
        using LocalHub hub = Hub();
        using var folder = new DataFolder();
        await Pull(hub, folder);
        byte[] other = RandomNumberGenerator.GetBytes(sameSize ? Weights.Length : Weights.Length + 1);
        hub.Add(Model, "model.safetensors", other);

        // Another machine: the lock file is there, the cache is not.
        EncoderPullOptions there = Options(hub, folder) with { CacheFolder = folder.Name("other") };
        var failure = await Assert.ThrowsExactlyAsync<MoodRecException>(() => EncoderPuller.PullAsync(there));

        StringAssert.Contains(failure.Message, Convert.ToHexStringLower(SHA256.HashData(Weights)));
        StringAssert.Contains(failure.Message, sameSize ? Convert.ToHexStringLower(SHA256.HashData(other)) : $"{other.Length} bytes");
        Assert.IsFalse(File.Exists(Path.Combine(there.Folder, "model.safetensors")));
    }

    [TestMethod]
    public async Task Pull_CacheTampered_IsAnErrorOnce_ThenPulledAgain()
    {
        using LocalHub hub = Hub();
        using var folder = new DataFolder();
        EncoderPullResult result = await Pull(hub, folder);
        File.WriteAllText(Path.Combine(result.Folder, "vocab.txt"), "other");

        var failure = await Assert.ThrowsExactlyAsync<MoodRecException>(() => Pull(hub, folder));
        EncoderPullResult again = await Pull(hub, folder);

        StringAssert.Contains(failure.Message, "pins SHA-256 " + result.Files["vocab.txt"].Sha256);
        Assert.AreEqual(result.Files["vocab.txt"], again.Files["vocab.txt"]);
    }

    [TestMethod]
    public async Task Pull_Redirected_Follows()
    {
        using LocalHub hub = Hub();
        using var folder = new DataFolder();
        hub.Redirects = true;

        EncoderPullResult result = await Pull(hub, folder);

        CollectionAssert.AreEqual(Weights, File.ReadAllBytes(Path.Combine(result.Folder, "model.safetensors")));
    }

    [TestMethod]
    public async Task Pull_NoSafetensors_TakesTheOnnxExport()
    {
        using LocalHub hub = Hub("config.json", "vocab.txt");
        using var folder = new DataFolder();
        hub.Add(Model, "onnx/model.onnx", Weights);

        EncoderPullResult result = await Pull(hub, folder);

        Assert.AreEqual("onnx/model.onnx", result.Onnx);
    }

    [TestMethod]
    public async Task Pull_MissingFile_SaysWhichAndWhere()
    {
        using LocalHub hub = Hub("config.json", "vocab.txt");
        using var folder = new DataFolder();

        var failure = await Assert.ThrowsExactlyAsync<MoodRecException>(() => Pull(hub, folder));

        StringAssert.Contains(failure.Message, "has no model.safetensors and no model.onnx and no onnx/model.onnx at " + hub.Address);
    }

    [TestMethod]
    public async Task Pull_HubBusyForAMoment_TriesAgain()
    {
        using LocalHub hub = Hub();
        using var folder = new DataFolder();
        hub.Failures.Enqueue(503);
        hub.Failures.Enqueue(429);

        EncoderPullResult result = await Pull(hub, folder);

        Assert.HasCount(4, result.Files);
    }

    [TestMethod]
    [DataRow(401, "It is not public")]
    [DataRow(400, "Check the name")]
    public async Task Pull_Refused_SaysTheStatus(int status, string message)
    {
        using LocalHub hub = Hub();
        using var folder = new DataFolder();
        hub.Failures.Enqueue(status);

        var failure = await Assert.ThrowsExactlyAsync<MoodRecException>(() => Pull(hub, folder));

        StringAssert.Contains(failure.Message, $"answers {status}");
        StringAssert.Contains(failure.Message, message);
    }

    [TestMethod]
    public async Task Pull_LargerThanAllowed_IsRefused()
    {
        using LocalHub hub = Hub();
        using var folder = new DataFolder();

        var failure = await Assert.ThrowsExactlyAsync<MoodRecException>(() => Pull(hub, folder, o => o with { MostBytes = 100_000 }));

        StringAssert.Contains(failure.Message, "has 300000 bytes; expected at most 100000");
    }

    [TestMethod]
    [DataRow("../evil", "main", null)]
    [DataRow("a/../b", "main", null)]
    [DataRow("/etc/passwd", "main", null)]
    [DataRow("a/b/c", "main", null)]
    [DataRow(".hidden", "main", null)]
    [DataRow("a\\b", "main", null)]
    [DataRow("a?b", "main", null)]
    [DataRow("a%2e%2e", "main", null)]
    [DataRow("a", "..", null)]
    [DataRow("a", "x/y", null)]
    [DataRow("a", "main", "../../out")]
    [DataRow("a", "main", "/etc/passwd")]
    [DataRow("a", "main", "x//y")]
    public void Validate_NamesThatLeadElsewhere_AreRefused(string name, string revision, string? file)
    {
        using var folder = new DataFolder();
        var options = new EncoderPullOptions
        {
            Name = name, Revision = revision, Files = file is null ? null : [file], From = "https://localhost", CacheFolder = folder.Name("c"), LockFile = folder.Name("l"),
        };

        Assert.ThrowsExactly<MoodRecException>(options.Validate);
    }

    [TestMethod]
    [DataRow("http://example.com")]
    [DataRow("ftp://localhost")]
    [DataRow("hub")]
    public void Pull_UnsafeHub_IsRefused(string from) =>
        CliRun.Of("encoder", "pull", "a/b", "--from", from, "--cache", "c").AssertBadInput("expected https://host");

    [TestMethod]
    public async Task Pull_LockWithAPathOutside_IsRefused()
    {
        using LocalHub hub = Hub();
        using var folder = new DataFolder();
        var file = new Dictionary<string, object> { ["../../out"] = new { bytes = 1, sha256 = new string('a', 64) } };
        folder.Text("lock.json", System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object> { [Model + "@main"] = file }));

        var failure = await Assert.ThrowsExactlyAsync<MoodRecException>(() => Pull(hub, folder));

        StringAssert.Contains(failure.Message, "lock file");
        Assert.IsEmpty(hub.Requests);
    }

    [TestMethod]
    public void Pull_Offline_SaysSoInOneLine()
    {
        using var folder = new DataFolder();
        string address;
        using (var hub = new LocalHub())
        {
            address = hub.Address;
        }

        CliRun run = CliRun.Of("encoder", "pull", Model, "--from", address, "--cache", folder.Name("cache"), "--lock", folder.Name("lock.json"));

        run.AssertBadInput("cannot be downloaded from " + address);
        Assert.HasCount(1, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.IsFalse(File.Exists(folder.Name("lock.json")));
    }

    [TestMethod]
    public void Pull_CommandLine_PrintsWhatToImport()
    {
        using LocalHub hub = Hub();
        using var folder = new DataFolder();

        CliRun run = CliRun.Of("encoder", "pull", Model, "--from", hub.Address, "--cache", folder.Name("cache"), "--lock", folder.Name("lock.json"));

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "pinned now");
        StringAssert.Contains(run.Output, $"Next: moodrec encoder import \"{Path.Combine(folder.Name("cache"), "someone", "distilbert-test", "main")}\" --out");
    }

    private static LocalHub Hub(params string[] files)
    {
        var hub = new LocalHub();
        foreach (string file in files.Length > 0 ? files : ["config.json", "vocab.txt", "tokenizer_config.json", "model.safetensors"])
        {
            hub.Add(Model, file, file == "model.safetensors" ? Weights : System.Text.Encoding.UTF8.GetBytes("the file " + file));
        }

        return hub;
    }

    private static EncoderPullOptions Options(LocalHub hub, DataFolder folder) => new()
    {
        Name = Model, From = hub.Address, CacheFolder = folder.Name("cache"), LockFile = folder.Name("lock.json"), Pause = TimeSpan.FromMilliseconds(1),
    };

    private static Task<EncoderPullResult> Pull(LocalHub hub, DataFolder folder, Func<EncoderPullOptions, EncoderPullOptions>? change = null) =>
        EncoderPuller.PullAsync((change ?? (o => o))(Options(hub, folder)));
}
