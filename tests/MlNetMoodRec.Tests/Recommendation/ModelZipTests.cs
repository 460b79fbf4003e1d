using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommendation;

/// <summary>The zip: what is in it, who can load it, and what it answers.</summary>
[TestClass]
[DoNotParallelize] // It looks at the folder of temporary files, which other tests use too.
public sealed class ModelZipTests
{
    private const string Text = "so happy today, let's dance 🎉";
    private static readonly string[] Recent = ["s0246", "s0211"];

    private static string s_folder = null!;
    private static string s_zip = null!;

    [ClassInitialize]
    public static void Train(TestContext _)
    {
        s_folder = Directory.CreateTempSubdirectory("moodrec-tests-").FullName;
        s_zip = TrainTo("model.zip");
    }

    [ClassCleanup]
    public static void Delete() => Directory.Delete(s_folder, recursive: true);

    [TestMethod]
    public void Model_InAProcessWithoutTorch_AnswersTheSame()
    {
        string program = Path.Combine(
            AppContext.BaseDirectory.Replace("MlNetMoodRec.Tests", "MlNetMoodRec.Embedding", StringComparison.Ordinal), "MlNetMoodRec.Embedding");
        var start = new ProcessStartInfo(program, [s_zip, Text, string.Join(',', Recent), "5"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.AreEqual(0, process.ExitCode);
        SongRecommendations there = JsonSerializer.Deserialize<SongRecommendations>(output)!;
        SongRecommendations here = Recommend(new ListenerContext { Text = Text, RecentSongIds = Recent, TopN = 5 });
        CollectionAssert.AreEqual(here.SongIds, there.SongIds);
        CollectionAssert.AreEqual(here.Scores, there.Scores);
        Assert.AreEqual(here.Valence, there.Valence);
        string[] torch = [.. Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f).Contains("torch", StringComparison.OrdinalIgnoreCase))];
        Assert.IsEmpty(torch, string.Join(", ", torch));
    }

    [TestMethod]
    public void Recommend_EveryKindOfContext_SaysWhatItRestsOn()
    {
        AssertBasis(RecommendationBasis.HistoryAndMood, new() { RecentSongIds = Recent, Text = Text });
        AssertBasis(RecommendationBasis.History, new() { RecentSongIds = Recent });
        AssertBasis(RecommendationBasis.Mood, new() { Text = Text });
        AssertBasis(RecommendationBasis.Popularity, new());
        AssertBasis(RecommendationBasis.Popularity, new() { UserId = "nobody", RecentSongIds = ["no such song"], Text = " \n\t " });
    }

    [TestMethod]
    public void Recommend_Text_ChangesTheAnswer()
    {
        SongRecommendations happy = Recommend(new() { RecentSongIds = Recent, Text = Text, TopN = 350 });
        SongRecommendations sad = Recommend(new() { RecentSongIds = Recent, Text = "i feel so sad and lonely", TopN = 350 });

        Assert.IsGreaterThan(0.5f, happy.Valence);
        Assert.IsLessThan(-0.5f, sad.Valence);
        CollectionAssert.AreNotEqual(happy.SongIds, sad.SongIds);
        Assert.IsTrue(happy.Scores.All(float.IsFinite) && sad.Scores.All(float.IsFinite));
    }

    [TestMethod]
    public void Recommend_EverySongExcluded_IsAnEmptyAnswer()
    {
        using MoodRecModel model = MoodRecModel.Load(s_zip);

        SongRecommendations answer = model.Recommend(new() { RecentSongIds = Recent, ExcludedSongIds = [.. model.Catalogue.Select(s => s.Id)] });

        Assert.IsEmpty(answer.SongIds);
        Assert.IsEmpty(answer.Scores);
    }

    [TestMethod]
    public void Load_SavedModel_KnowsItsManifestAndItsSongs()
    {
        using MoodRecModel model = MoodRecModel.Load(s_zip);

        Assert.AreEqual("mood-lstm", model.Manifest.Method);
        Assert.AreEqual(ModelManifest.CurrentFormatVersion, model.Manifest.FormatVersion);
        Assert.HasCount(350, model.Catalogue);
        Assert.AreEqual("Burning Sugar", model.Catalogue.Single(s => s.Id == "s0002").Title);
    }

    [TestMethod]
    public void Dispose_LoadedModel_LeavesNoFileBehind()
    {
        string[] before = TemporaryFiles();
        using (MoodRecModel model = MoodRecModel.Load(s_zip))
        {
            model.Recommend(new());
            Assert.IsNotEmpty(TemporaryFiles().Except(before));
        }

        Assert.IsEmpty(TemporaryFiles().Except(before));
    }

    [TestMethod]
    public void Train_SameSeed_GivesTheSameZipContents()
    {
        string again = TrainTo("again.zip");

        CollectionAssert.AreEqual(Contents(s_zip).Keys, Contents(again).Keys);
        foreach ((string entry, byte[] bytes) in Contents(s_zip))
        {
            CollectionAssert.AreEqual(bytes, Contents(again)[entry], entry);
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(50)]
    [DataRow(99)]
    public void Load_CutOff_SaysSo(int percent)
    {
        string cut = Path.Combine(s_folder, $"cut-{percent}.zip");
        byte[] whole = File.ReadAllBytes(s_zip);
        File.WriteAllBytes(cut, whole[..(whole.Length * percent / 100)]);

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => MoodRecModel.Load(cut));

        StringAssert.Contains(error.Message, "not a whole model zip");
    }

    [TestMethod]
    [DataRow(new byte[] { 255, 255, 255, 127, 1, 2, 3 }, "a length beyond the file")]
    [DataRow(new byte[] { 255, 255, 255, 255 }, "a negative length")]
    [DataRow(new byte[] { 3, 0, 0, 0, 1, 2, 3 }, "no ONNX model")]
    public void Load_BrokenGraph_SaysSo(byte[] graph, string what)
    {
        string broken = Path.Combine(s_folder, $"broken-{Guid.NewGuid():N}.zip");
        File.Copy(s_zip, broken);
        using (ZipArchive zip = ZipFile.Open(broken, ZipArchiveMode.Update))
        {
            string name = zip.Entries.Select(e => e.FullName).Where(n => n.EndsWith("/OnnxModel", StringComparison.Ordinal)).Max(StringComparer.Ordinal)!;
            zip.GetEntry(name)!.Delete();
            using Stream entry = zip.CreateEntry(name).Open();
            entry.Write(graph);
        }

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => MoodRecModel.Load(broken), what);

        StringAssert.Contains(error.Message, "not a whole model zip");
    }

    [TestMethod]
    public void Load_OtherZipOrVersionOrNothing_SaysWhatItIs()
    {
        string other = Path.Combine(s_folder, "other.zip");
        using (ZipArchive zip = ZipFile.Open(other, ZipArchiveMode.Create))
        {
            zip.CreateEntry("hello.txt");
        }

        string newer = Path.Combine(s_folder, "newer.zip");
        File.Copy(s_zip, newer);
        using (ZipArchive zip = ZipFile.Open(newer, ZipArchiveMode.Update))
        {
            zip.GetEntry("moodrec/manifest.json")!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("moodrec/manifest.json").Open());
            writer.Write("""{ "formatVersion": 7, "method": "x" }""");
        }

        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => MoodRecModel.Load(other)).Message, "not a MlNetMoodRec model");
        string message = Assert.ThrowsExactly<MoodRecException>(() => MoodRecModel.Load(newer)).Message;
        StringAssert.Contains(message, "version 7");
        StringAssert.Contains(message, $"version {ModelManifest.CurrentFormatVersion}");
        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => MoodRecModel.Load(s_folder)).Message, "folder");
        StringAssert.Contains(Assert.ThrowsExactly<MoodRecException>(() => MoodRecModel.Load("no-such.zip")).Message, "no model");
    }

    private static string[] TemporaryFiles() => Directory.GetFileSystemEntries(Path.GetTempPath(), "moodrec-*");

    private static void AssertBasis(string expected, ListenerContext context)
    {
        SongRecommendations answer = Recommend(context);

        Assert.AreEqual(expected, answer.Basis);
        Assert.HasCount(10, answer.SongIds);
        Assert.HasCount(10, answer.Titles);
        Assert.IsTrue(answer.Scores.All(float.IsFinite));
    }

    private static SongRecommendations Recommend(ListenerContext context)
    {
        using MoodRecModel model = MoodRecModel.Load(s_zip);
        return model.Recommend(context);
    }

    private static string TrainTo(string name)
    {
        var ml = new MLContext(seed: 1);
        MoodRecCatalog mood = ml.MoodRec();
        IReadOnlyList<Song> songs = mood.Data.LoadCatalogue(Repository.Path("data", "sample", "songs.csv"));
        IDataView events = ml.Data.TakeRows(
            mood.Data.WithHistory(mood.Data.LoadInteractions(Repository.Path("data", "sample", "interactions.csv")), length: 50), 3000);
        var options = new MoodLstmOptions { Epochs = 2, Units = 32, StartFromAls = false };
        var pipeline = mood.Text.EncodeMood(Repository.Path("models", "mood-encoder")).Append(mood.Trainers.MoodLstm(options, catalogue: songs));
        ITransformer model = pipeline.Fit(events);

        string path = Path.Combine(s_folder, name);
        MoodRecModel.Save(ml, model, events.Schema, new ModelManifest { Method = "mood-lstm" }, songs, path);
        (model as IDisposable)?.Dispose();
        return path;
    }

    private static Dictionary<string, byte[]> Contents(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var bytes = new MemoryStream();
            using Stream entry = e.Open();
            entry.CopyTo(bytes);
            return bytes.ToArray();
        });
    }
}
