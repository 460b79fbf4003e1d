using System.Net;
using System.Text.Json.Nodes;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Tests.Scoring;

namespace MlNetMoodRec.Tests.Web;

/// <summary>What a request can wish for, over a model that knows histories, moods and how songs sound.</summary>
[TestClass]
public sealed class WishesTests
{
    private static string s_folder = "";
    private static RunningService s_service = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _)
    {
        s_folder = Directory.CreateTempSubdirectory("moodrec-wishes-").FullName;
        s_service = await RunningService.StartAsync(zips: null, ScoringModel.WriteTo(s_folder));
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        await s_service.DisposeAsync();
        Directory.Delete(s_folder, recursive: true);
    }

    [TestMethod]
    public async Task Recommend_EveryWish_AnswersWhatThePoolAnswers()
    {
        JsonNode answer = await s_service.PostAsync("/recommend", """
            {
              "text": "i feel so sad", "valence": -0.5, "arousal": 0.25, "emotion": "sad", "direction": "lift", "moodWeight": 2,
              "recentSongIds": ["s1", "s2", "s3"], "recentHoursAgo": [30, 2, 1], "seenSongs": "replay", "replayHalfLifeHours": 12,
              "excludedSongIds": ["s5"], "allowedSongIds": ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "nowhere"],
              "diversity": 0.3, "maxPerArtist": 1, "likeWeight": 0.5, "top": 6
            }
            """);
        SongRecommendations expected = await s_service.Pool.RecommendAsync(new ListenerContext
        {
            Text = "i feel so sad",
            GivenValence = -0.5f,
            GivenArousal = 0.25f,
            GivenEmotion = "sad",
            MoodDirection = MoodDirection.Lift,
            MoodWeight = 2,
            RecentSongIds = ["s1", "s2", "s3"],
            RecentHoursAgo = [30, 2, 1],
            SeenSongs = SeenSongs.Replay,
            ReplayHalfLifeHours = 12,
            ExcludedSongIds = ["s5"],
            AllowedSongIds = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "nowhere"],
            Diversity = 0.3f,
            MaxPerArtist = 1,
            LikeWeight = 0.5f,
            TopN = 6,
        });

        CollectionAssert.AreEqual(expected.SongIds, Values(answer, "id"));
        CollectionAssert.AreEqual(expected.Titles, Values(answer, "title"));
        CollectionAssert.AreEqual(expected.Scores, answer["songs"]!.AsArray().Select(s => (float)s!["score"]!).ToArray());
        CollectionAssert.AreEqual(expected.Notes, answer["notes"]!.AsArray().Select(n => (string)n!).ToArray());
        Assert.AreEqual((-0.5f, 0.25f), Point(answer["start"]!));
        Assert.AreEqual((0.625f, 0.25f), Point(answer["target"]!));
        Assert.AreEqual("""["nowhere"]""", answer["unknownSongIds"]!.ToJsonString());
        Assert.IsNull(answer["words"]);
    }

    [TestMethod]
    public async Task Recommend_EmojiAndCalm_StartAtItsMoodAndAimLower()
    {
        JsonNode answer = await s_service.PostAsync("/recommend", """{"emotion": "😡", "direction": "calm"}""");

        Assert.AreEqual((-0.8f, 0.8f), Point(answer["start"]!));
        Assert.AreEqual(0, Point(answer["target"]!).Valence, 1e-6);
        Assert.AreEqual(-0.55, Point(answer["target"]!).Arousal, 1e-6);
        Assert.IsNull(answer["mood"], "no text was read");
    }

    [TestMethod]
    public async Task Recommend_WrongWishes_NameEachFieldWithWhatIsExpected()
    {
        using HttpResponseMessage response = await s_service.PostRawAsync("/recommend", """
            {"direction": "up", "valence": 1.5, "arousal": -2, "emotion": "blah", "moodWeight": -1, "seenSongs": "no", "diversity": 2, "maxPerArtist": 0, "replayHalfLifeHours": 0}
            """);
        JsonNode errors = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!;

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.AreEqual("It is none of the words that it may be; expected match, lift, calm.", (string)errors["direction"]![0]!);
        Assert.AreEqual("It is none of the words that it may be; expected exclude, allow, replay.", (string)errors["seenSongs"]![0]!);
        Assert.AreEqual("It is 1.5; expected -1 to 1.", (string)errors["valence"]![0]!);
        StringAssert.Contains((string)errors["emotion"]![0]!, "happy");
        CollectionAssert.AreEquivalent(
            new[] { "direction", "valence", "arousal", "emotion", "moodWeight", "seenSongs", "diversity", "maxPerArtist", "replayHalfLifeHours" },
            errors.AsObject().Select(e => e.Key).ToArray());
    }

    [TestMethod]
    public async Task Recommend_Explained_IsTheSameListWithTheModelsReasons()
    {
        const string Fields = "\"text\": \"i feel so sad\", \"recentSongIds\": [\"s1\", \"s9\", \"s17\"], \"top\": 5";
        JsonNode plain = await s_service.PostAsync("/recommend", $$"""{ {{Fields}}, "compareWithoutText": true }""");
        JsonNode explained = await s_service.PostAsync("/recommend", $$"""{ {{Fields}}, "explain": true }""");
        using MoodRecModel model = MoodRecModel.Load(Path.Combine(s_folder, "model.zip"));
        RecommendationExplanation expected = model.Explain(new ListenerContext
        {
            Text = "i feel so sad",
            RecentSongIds = ["s1", "s9", "s17"],
            SeenSongs = SeenSongs.Exclude,
            TopN = 5,
        });

        CollectionAssert.AreEqual(Values(plain, "id"), Values(explained, "id"));
        Assert.AreEqual(plain["mood"]!.ToJsonString(), explained["mood"]!.ToJsonString());
        Assert.AreEqual(plain["withoutText"]!.ToJsonString(), explained["withoutText"]!.ToJsonString());
        CollectionAssert.AreEqual(new[] { "i", "feel", "so", "sad" }, explained["words"]!.AsArray().Select(w => (string)w!["word"]!).ToArray());
        CollectionAssert.AreEqual(expected.Words.Select(w => w.Valence).ToArray(), explained["words"]!.AsArray().Select(w => (float)w!["valence"]!).ToArray());
        for (int i = 0; i < 5; i++)
        {
            JsonArray because = explained["songs"]![i]!["because"]!.AsArray();
            CollectionAssert.AreEqual(expected.Songs[i].RecentSongs.Select(r => r.SongId).ToArray(), because.Select(b => (string)b!["id"]!).ToArray());
            Assert.IsTrue(because.All(b => ((string)b!["title"]!).StartsWith("Song |", StringComparison.Ordinal)));
        }

        Assert.IsTrue(expected.Songs.Any(s => s.RecentSongs.Count > 0), "there is something to compare");
        Assert.IsNull(plain["songs"]![0]!["because"]);
    }

    [TestMethod]
    public async Task Recommend_ExplainedWhileAnotherIs_IsRefusedAndPlainRequestsAreAnswered()
    {
        await using RunningService service = await RunningService.StartAsync("--MoodRec:Pool:MaxEngines", "1", "--MoodRec:Pool:MaxQueueLength", "0");
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        Task<int> explaining = Task.Run(() => service.Pool.ExplainAsync(new ListenerContext(), (explanation, _) =>
        {
            begun.Set();
            end.Wait();
            return explanation.Songs.Count;
        }));
        begun.Wait();

        using HttpResponseMessage refused = await service.PostRawAsync("/recommend", """{"explain": true}""");
        JsonNode plain = await service.PostAsync("/recommend", "{}");
        end.Set();

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.HasCount(4, plain["songs"]!.AsArray());
        Assert.AreEqual(4, await explaining);
        await service.PostAsync("/recommend", """{"explain": true}""");
    }

    [TestMethod]
    public async Task Recommend_ExplainedAfterAReload_FollowsTheNewModelAndLeavesOneFolder()
    {
        await using RunningService service = await RunningService.StartAsync("--MoodRec:Pool:ReloadOnChange", "false");
        const string Request = """{"recentSongIds": ["b"], "seenSongs": "allow", "text": "so happy", "explain": true}""";
        JsonNode first = await service.PostAsync("/recommend", Request);
        string folder = "";
        await service.Pool.ExplainAsync(new ListenerContext(), (_, model) => folder = model.TemporaryFolder);

        service.Zips.Serve(service.Zips.Second);
        Assert.IsTrue(await service.Pool.ReloadAsync());
        JsonNode second = await service.PostAsync("/recommend", Request);

        Assert.AreEqual("a", Values(first, "id")[0]);
        Assert.AreEqual("d", Values(second, "id")[0]);
        Assert.IsFalse(Directory.Exists(folder), "the replaced model is gone, its explainer with it");
    }

    private static string[] Values(JsonNode answer, string field) => [.. answer["songs"]!.AsArray().Select(s => (string)s![field]!)];

    private static (float Valence, float Arousal) Point(JsonNode point) => ((float)point["valence"]!, (float)point["arousal"]!);
}
