using System.IO.Compression;
using MlNetMoodRec.Recommendation;

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
        string path = Path.Combine(s_folder, name);
        SampleModel.TrainTo(path);
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
