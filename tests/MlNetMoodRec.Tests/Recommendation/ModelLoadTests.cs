using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Tests.Serving;

namespace MlNetMoodRec.Tests.Recommendation;

/// <summary>
/// What a file that is no whole model zip gives: one line that says what was found, what was expected and what to do,
/// within seconds, and nothing left in the folder of temporary files.
/// </summary>
[TestClass]
[DoNotParallelize] // It gives this process a folder of its own for temporary files.
public sealed class ModelLoadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ModelZips _zips = new();
    private readonly string? _temporary = Environment.GetEnvironmentVariable("TMPDIR");

    public ModelLoadTests()
    {
        Directory.CreateDirectory(TemporaryFolder);
        Environment.SetEnvironmentVariable("TMPDIR", TemporaryFolder);
    }

    private string TemporaryFolder => Path.Combine(_zips.Folder, "temporary");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("TMPDIR", _temporary);
        _zips.Dispose();
    }

    [TestMethod]
    public void Load_CutOffAnywhere_SaysSo()
    {
        byte[] whole = File.ReadAllBytes(_zips.First);
        for (int cut = 0; cut < 50; cut++)
        {
            AssertRefused(whole[..(whole.Length * cut / 50)], "not a whole model zip", cut == 0 ? "it is empty" : "its end is damaged or missing");
        }
    }

    [TestMethod]
    public void Load_ABitFlippedAnywhere_IsRefusedOrHarmless()
    {
        byte[] whole = File.ReadAllBytes(_zips.First);
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 150; i++)
        {
            byte[] flipped = [.. whole];
            int at = random.Next(whole.Length);
            flipped[at] ^= (byte)(1 << random.Next(8));
            refused += AssertRefusedOrAnswersAs(ModelZips.SongsOfFirst, flipped, $"bit flipped at {at}") ? 1 : 0;
        }

        // The few others are in what nobody reads: times, attributes, names repeated before each entry.
        Assert.IsGreaterThan(130, refused);
    }

    [TestMethod]
    public void Load_AnEntryChangedWithARightChecksum_IsRefusedOrAnswers()
    {
        var random = new Random(1);
        string[] names = Names();
        for (int i = 0; i < 120; i++)
        {
            string name = names[i % names.Length];
            int kind = random.Next(4);
            byte[] changed = Changed(name, content =>
            {
                switch (kind)
                {
                    case 0:
                        content[random.Next(content.Length)] = (byte)random.Next(256);
                        return content;
                    case 1:
                        return content[..random.Next(content.Length)];
                    case 2:
                        BitConverter.TryWriteBytes(content.AsSpan(random.Next(content.Length - 4)), int.MaxValue);
                        return content;
                    default:
                        return null;
                }
            });
            AssertRefusedOrAnswersAs(null, changed, $"change {kind} of {name}, step {i}");
        }
    }

    [TestMethod]
    [DataRow(new byte[] { 255, 255, 255, 127, 1, 2, 3 }, "says that it holds 2,147,483,647")]
    [DataRow(new byte[] { 255, 255, 255, 255 }, "says that it holds -1")]
    [DataRow(new byte[] { 3, 0, 0, 0, 1, 2, 3 }, "ML.NET cannot read it")]
    public void Load_BrokenGraph_SaysSo(byte[] graph, string expected) =>
        AssertRefused(Changed(Names().Last(n => n.EndsWith("/OnnxModel", StringComparison.Ordinal)), _ => graph), "not a whole model zip", expected);

    [TestMethod]
    public void Load_TheEncodersGraphInPlaceOfTheRecommenders_SaysSo()
    {
        string[] graphs = [.. Names().Where(n => n.EndsWith("/OnnxModel", StringComparison.Ordinal))];
        byte[] encoder = [];
        Changed(graphs[0], content => encoder = content);

        AssertRefused(Changed(graphs[^1], _ => encoder), "served.zip", "rain it again");
    }

    [TestMethod]
    public void Load_VectorWithMoreDimensionsThanBytes_DoesNotReadForever() =>
        AssertRefused(
            Changed("Schema", content =>
            {
                int items = content.AsSpan().IndexOf("\u0007VBuffer\u0010\u0006Single\0"u8);
                content[items + 18] = 1;
                return content;
            }),
            "'Schema'", "dimensions");

    [TestMethod]
    public void Load_HugeDeclaredSize_IsRefusedBeforeItIsRead()
    {
        byte[] bomb = Changed("moodrec/catalogue.json", _ => Encoding.UTF8.GetBytes("[" + new string(' ', 300 << 20) + "]"));

        AssertRefused(bomb, "claim to hold", "no model is packed like that");
    }

    [TestMethod]
    public void Load_EntriesThatNameOtherFolders_WriteNothingThere()
    {
        using var bytes = new MemoryStream();
        bytes.Write(File.ReadAllBytes(_zips.First));
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (string name in (string[])["../../escaped", "/tmp/moodrec-escaped", "TransformerChain/../../../escaped", "..\\escaped"])
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.WriteByte(1);
            }
        }

        AssertRefusedOrAnswersAs(ModelZips.SongsOfFirst, bytes.ToArray(), "names of other folders");
        Assert.IsEmpty(Directory.EnumerateFiles(_zips.Folder, "*escaped*", SearchOption.AllDirectories));
        Assert.IsFalse(File.Exists("/tmp/moodrec-escaped"));
    }

    [TestMethod]
    [DataRow("""{ "formatVersion": 7, "shape": "unknown" }""", "format version 7; this library reads version 1")]
    [DataRow("""{ "method": "popularity" }""", "names no format version")]
    [DataRow("""{ "formatVersion": 1, "method": null }""", "does not hold what it should")]
    [DataRow("[1]", "does not hold what it should")]
    [DataRow("null", "does not hold what it should")]
    [DataRow("", "does not hold what it should")]
    public void Load_OtherManifest_SaysWhatIsWrong(string manifest, string expected) =>
        AssertRefused(Changed("moodrec/manifest.json", _ => Encoding.UTF8.GetBytes(manifest)), expected);

    [TestMethod]
    [DataRow("[null]", "a song without an id")]
    [DataRow("""[{ "id": "" }]""", "a song without an id")]
    [DataRow("{}", "does not hold what it should")]
    public void Load_OtherCatalogue_SaysWhatIsWrong(string catalogue, string expected) =>
        AssertRefused(Changed("moodrec/catalogue.json", _ => Encoding.UTF8.GetBytes(catalogue)), expected);

    [TestMethod]
    public void Load_EntryMissing_NamesIt() => AssertRefused(Changed("moodrec/catalogue.json", _ => null), "no entry 'moodrec/catalogue.json'");

    [TestMethod]
    public void Load_AnotherKindOfFile_SaysWhatItIs()
    {
        AssertRefused("user,song\n"u8.ToArray(), "another kind of file");

        using var other = new MemoryStream();
        using (var zip = new ZipArchive(other, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("hello\n.txt");
        }

        AssertRefused(other.ToArray(), "a zip of something else", "'hello?.txt'");

        var ml = new MLContext();
        IDataView rows = ml.Data.LoadFromEnumerable([new { Number = 1f }]);
        ml.Model.Save(ml.Transforms.CopyColumns("Copy", "Number").Fit(rows), rows.Schema, _zips.Served);
        AssertRefused(File.ReadAllBytes(_zips.Served), "an ML.NET model, not a model of MlNetMoodRec", "mlContext.Model.Load");
    }

    [TestMethod]
    public void Load_NoFileOrAFolder_SaysSo()
    {
        AssertMessage(Assert.ThrowsExactly<MoodRecException>(() => MoodRecModel.Load("no-such.zip")), "no model at 'no-such.zip'", "moodrec train");
        AssertMessage(Assert.ThrowsExactly<MoodRecException>(() => MoodRecModel.Load(_zips.Folder)), "is a folder");
    }

    [TestMethod]
    public void Load_NoRoomForTemporaryFiles_SaysWhere()
    {
        Environment.SetEnvironmentVariable("TMPDIR", Path.Combine(_zips.Folder, "missing"));

        AssertMessage(Assert.ThrowsExactly<MoodRecException>(() => MoodRecModel.Load(_zips.First)), "first.zip", "TMPDIR");
    }

    private string[] Names()
    {
        using ZipArchive zip = ZipFile.OpenRead(_zips.First);
        return [.. zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal)];
    }

    /// <summary>The zip with other content in one entry and a right checksum; null leaves the entry out.</summary>
    private byte[] Changed(string name, Func<byte[], byte[]?> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(File.ReadAllBytes(_zips.First));
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.GetEntry(name)!;
            using var content = new MemoryStream();
            using (Stream stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            entry.Delete();
            if (change(content.ToArray()) is { } changed)
            {
                using Stream stream = zip.CreateEntry(name).Open();
                stream.Write(changed);
            }
        }

        return bytes.ToArray();
    }

    private void AssertRefused(byte[] bytes, params string[] parts)
    {
        File.WriteAllBytes(_zips.Served, bytes);
        AssertMessage(Assert.ThrowsExactly<MoodRecException>(() => Load().Dispose()), ["served.zip", .. parts]);
    }

    /// <summary>Whether it was refused; otherwise it answered, with <paramref name="songs"/> if given.</summary>
    private bool AssertRefusedOrAnswersAs(string[]? songs, byte[] bytes, string what)
    {
        File.WriteAllBytes(_zips.Served, bytes);
        try
        {
            using MoodRecModel model = Load();
            string[] answered = model.Recommend(new ListenerContext { Text = "I feel so sad", RecentSongIds = ["b"] }).SongIds;
            CollectionAssert.AreEqual(songs ?? answered, answered, what);
            return false;
        }
        catch (MoodRecException exception)
        {
            AssertMessage(exception, "served.zip");
            return true;
        }
        finally
        {
            Assert.IsEmpty(Directory.EnumerateFileSystemEntries(TemporaryFolder), what);
        }
    }

    private MoodRecModel Load()
    {
        Task<MoodRecModel> load = Task.Run(() => MoodRecModel.Load(_zips.Served));
        Assert.IsTrue(((IAsyncResult)load).AsyncWaitHandle.WaitOne(Patience), "loading does not end");
        return load.GetAwaiter().GetResult();
    }

    private void AssertMessage(MoodRecException error, params string[] parts)
    {
        Assert.DoesNotContain("\n", error.Message);
        foreach (string part in parts)
        {
            StringAssert.Contains(error.Message, part);
        }

        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(TemporaryFolder));
    }
}
