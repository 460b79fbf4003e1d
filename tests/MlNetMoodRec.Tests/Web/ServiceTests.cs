using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;
using MlNetMoodRec.Tests.Serving;

namespace MlNetMoodRec.Tests.Web;

[TestClass]
public sealed class ServiceTests
{
    private static RunningService _service = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _) => _service = await RunningService.StartAsync();

    [ClassCleanup]
    public static async Task Stop() => await _service.DisposeAsync();

    [TestMethod]
    public async Task Recommend_TextAndHistory_AnswersWhatThePoolAnswers()
    {
        JsonNode answer = await _service.PostAsync("/recommend", """{"text": "i feel so sad today", "recentSongIds": ["b", "nowhere"], "top": 3}""");
        SongRecommendations expected = await _service.Pool.RecommendAsync(
            new ListenerContext { Text = "i feel so sad today", RecentSongIds = ["b", "nowhere"], ExcludedSongIds = ["b"], TopN = 3 });

        CollectionAssert.AreEqual(new[] { "a", "c", "d" }, Ids(answer));
        CollectionAssert.AreEqual(expected.SongIds, Ids(answer));
        CollectionAssert.AreEqual(expected.Scores, answer["songs"]!.AsArray().Select(s => (float)s!["score"]!).ToArray());
        CollectionAssert.AreEqual(expected.LikeProbabilities, answer["songs"]!.AsArray().Select(s => (float)s!["likeProbability"]!).ToArray());
        Assert.AreEqual((1, "Song a", expected.Basis), ((int)answer["songs"]![0]!["rank"]!, (string)answer["songs"]![0]!["title"]!, (string)answer["basis"]!));
        Assert.AreEqual((expected.Emotion, expected.Valence, expected.Arousal), Mood(answer["mood"]!));
        Assert.AreEqual(1, answer["mood"]!["emotions"]!.AsObject().Sum(e => (float)e.Value!), 1e-5);
        Assert.AreEqual("""["nowhere"]""", answer["unknownSongIds"]!.ToJsonString());
        Assert.IsNull(answer["withoutText"]);
    }

    [TestMethod]
    public async Task Recommend_NothingGiven_AnswersByPopularityWithoutAMood()
    {
        JsonNode answer = await _service.PostAsync("/recommend", "{}");

        CollectionAssert.AreEqual(ModelZips.SongsOfFirst, Ids(answer));
        Assert.AreEqual((RecommendationBasis.Popularity, null), ((string)answer["basis"]!, answer["mood"]));
    }

    [TestMethod]
    public async Task Recommend_RecentSongsAllowed_MayComeAgain()
    {
        CollectionAssert.AreEqual(new[] { "b", "c", "d" }, Ids(await _service.PostAsync("/recommend", """{"recentSongIds": ["a"]}""")));
        CollectionAssert.AreEqual(ModelZips.SongsOfFirst, Ids(await _service.PostAsync("/recommend", """{"recentSongIds": ["a"], "seenSongs": "allow"}""")));
    }

    [TestMethod]
    public async Task Recommend_EverySongExcluded_AnswersAnEmptyList() =>
        Assert.IsEmpty(Ids(await _service.PostAsync("/recommend", """{"excludedSongIds": ["a", "b", "c", "d"]}""")));

    [TestMethod]
    public async Task Recommend_ComparedWithoutText_HoldsTheListOfTheSameRequestWithoutIt()
    {
        JsonNode answer = await _service.PostAsync("/recommend", """{"text": "so happy", "recentSongIds": ["a"], "top": 2, "compareWithoutText": true}""");
        JsonNode without = await _service.PostAsync("/recommend", """{"recentSongIds": ["a"], "top": 2}""");

        Assert.AreEqual(without["songs"]!.ToJsonString(), answer["withoutText"]!["songs"]!.ToJsonString());
        Assert.AreEqual((string)without["basis"]!, (string)answer["withoutText"]!["basis"]!);
    }

    [TestMethod]
    public async Task Mood_Text_IsTheMoodOfItsRecommendation()
    {
        JsonNode mood = await _service.PostAsync("/mood", """{"text": "so happy today"}""");
        JsonNode recommended = await _service.PostAsync("/recommend", """{"text": "so happy today"}""");

        Assert.AreEqual(recommended["mood"]!.ToJsonString(), mood.ToJsonString());
        Assert.AreEqual(("neutral", 0f, 0f), Mood(await _service.PostAsync("/mood", """{"text": " "}""")), "no words, no mood");
    }

    [TestMethod]
    public async Task Songs_PagedAndSearched_HoldEachSongOnce()
    {
        JsonNode first = await _service.GetAsync("/songs?limit=3");
        JsonNode second = await _service.GetAsync("/songs?limit=3&offset=3");
        JsonNode found = await _service.GetAsync("/songs?query=SONG%20c");

        Assert.AreEqual((4, 0, 3), ((int)first["total"]!, (int)first["offset"]!, (int)second["offset"]!));
        CollectionAssert.AreEqual(ModelZips.SongsOfFirst, (string[])[.. Ids(first), .. Ids(second)]);
        CollectionAssert.AreEqual(new[] { "c" }, Ids(found));
        Assert.AreEqual(0, (int)(await _service.GetAsync("/songs?query=nothing"))["total"]!);
        Assert.IsEmpty(Ids(await _service.GetAsync("/songs?offset=2147483647")));
    }

    [TestMethod]
    public async Task Health_ZipReplacedByGarbage_IsDegradedAndNamesNoPath()
    {
        await using RunningService service = await RunningService.StartAsync("--MoodRec:Pool:ReloadInterval", "00:00:00.010");
        Assert.AreEqual("healthy", (string)(await service.GetAsync("/healthz"))["status"]!);

        service.Zips.ServeBytes([1, 2, 3]);
        await Assert.ThrowsExactlyAsync<MoodRecException>(() => service.Pool.ReloadAsync());
        JsonNode health = await service.GetAsync("/healthz");

        Assert.AreEqual(("degraded", 1), ((string)health["status"]!, (int)health["checks"]!["moodrec"]!["failedReloads"]!));
        Assert.DoesNotContain(service.Zips.Folder, health.ToJsonString());
        CollectionAssert.AreEqual(ModelZips.SongsOfFirst, Ids(await service.PostAsync("/recommend", "{}")));
    }

    [TestMethod]
    public async Task Metrics_AfterARequest_CountItInPrometheusText()
    {
        await _service.PostAsync("/recommend", """{"text": "happy"}""");

        using HttpResponseMessage response = await _service.Client.GetAsync("/metrics");
        string text = await response.Content.ReadAsStringAsync();

        Assert.AreEqual("text/plain", response.Content.Headers.ContentType!.MediaType);
        foreach (string metric in (string[])["moodrec_recommend_duration_seconds_count", "moodrec_mood_valence_sum", "http_server_request_duration_seconds_bucket", "dotnet_process_memory_working_set_bytes"])
        {
            StringAssert.Contains(text, metric);
        }
    }

    [TestMethod]
    public async Task OpenApi_Document_DescribesEveryEndpointAndField()
    {
        JsonNode document = await _service.GetAsync("/openapi/v1.json");

        CollectionAssert.IsSubsetOf(new[] { "/recommend", "/mood", "/songs" }, document["paths"]!.AsObject().Select(p => p.Key).ToArray());
        foreach ((string field, JsonNode? schema) in document["components"]!["schemas"]!["RecommendRequest"]!["properties"]!.AsObject())
        {
            Assert.IsFalse(string.IsNullOrEmpty((string?)schema!["description"]), $"{field} has no description");
        }

        JsonNode fields = document["components"]!["schemas"]!["RecommendRequest"]!["properties"]!;
        Assert.AreEqual("""["match","lift","calm"]""", fields["direction"]!["enum"]!.ToJsonString());
        Assert.AreEqual("""["exclude","allow","replay"]""", fields["seenSongs"]!["enum"]!.ToJsonString());
        Assert.Contains("happy", fields["emotion"]!["enum"]!.AsArray().Select(w => (string?)w));
        Assert.AreEqual((-1, 1), ((int)fields["valence"]!["minimum"]!, (int)fields["valence"]!["maximum"]!));
    }

    [TestMethod]
    public async Task ApiKey_Set_IsAskedForByTheApiAlone()
    {
        const string Key = "0123456789abcdef";
        await using RunningService service = await RunningService.StartAsync("--MoodRec:ApiKey", Key);

        foreach (string path in (string[])["/songs", "/metrics", "/recommend"])
        {
            await AssertProblem(HttpStatusCode.Unauthorized, path == "/recommend" ? service.PostRawAsync(path, "{") : service.Client.GetAsync(path));
            service.Client.DefaultRequestHeaders.Add("X-Api-Key", Key + "x");
            await AssertProblem(HttpStatusCode.Unauthorized, path == "/recommend" ? service.PostRawAsync(path, "{}") : service.Client.GetAsync(path));
            service.Client.DefaultRequestHeaders.Remove("X-Api-Key");
        }

        foreach (string path in (string[])["/", "/healthz", "/openapi/v1.json"])
        {
            using HttpResponseMessage open = await service.Client.GetAsync(path);
            Assert.AreEqual(HttpStatusCode.OK, open.StatusCode, path);
        }

        service.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        await service.PostAsync("/recommend", "{}");
        service.Client.DefaultRequestHeaders.Remove("X-Api-Key");
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        await service.GetAsync("/songs");
        Assert.IsFalse(service.Log.Lines.Any(l => l.Text.Contains(Key, StringComparison.Ordinal)), "the key is in the log");
    }

    [TestMethod]
    public async Task RateLimit_BurstBeyondIt_IsTurnedAwayWithATimeToWait()
    {
        await using RunningService service = await RunningService.StartAsync("--MoodRec:RequestsPerMinute", "3");
        for (int i = 0; i < 3; i++)
        {
            await service.GetAsync("/songs");
        }

        using HttpResponseMessage refused = await AssertProblem(HttpStatusCode.TooManyRequests, service.PostRawAsync("/recommend", "{}"));
        Assert.IsTrue(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero, "it says when to come again");
        Assert.AreEqual("healthy", (string)(await service.GetAsync("/healthz"))["status"]!);
    }

    [TestMethod]
    public async Task Pool_Busy_IsAnsweredWith503AndAnswersAgainAfterwards()
    {
        await using RunningService service = await RunningService.StartAsync("--MoodRec:Pool:MaxEngines", "1", "--MoodRec:Pool:MaxQueueLength", "0");
        using (MoodRecEngineLease lease = service.Pool.Rent())
        {
            using HttpResponseMessage busy = await AssertProblem(HttpStatusCode.ServiceUnavailable, service.PostRawAsync("/recommend", "{}"));
            Assert.IsNotNull(busy.Headers.RetryAfter);
        }

        await service.PostAsync("/recommend", "{}");
    }

    [TestMethod]
    public async Task Timeout_WaitForAnEngineOrABodyThatNeverEnds_IsAnsweredWith504()
    {
        await using RunningService service = await RunningService.StartAsync("--MoodRec:Pool:MaxEngines", "1", "--MoodRec:RequestTimeout", "00:00:00.200");
        using (MoodRecEngineLease lease = service.Pool.Rent())
        {
            (await AssertProblem(HttpStatusCode.GatewayTimeout, service.PostRawAsync("/recommend", "{}"))).Dispose();
        }

        string answer = await RawHttp.SendAsync(service.Address, "POST /mood HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());
        StringAssert.StartsWith(answer, "HTTP/1.1 504");
    }

    [TestMethod]
    public async Task Logs_OfGoodAndBadRequestsAtTheFinestLevel_HoldNoText()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.PostAsync("/recommend", """{"text": "my secret sorrow", "recentSongIds": ["secret song"], "compareWithoutText": true}""");
        await service.PostAsync("/recommend", """{"text": "my secret sorrow", "recentSongIds": ["secret song"], "explain": true}""");
        await service.PostAsync("/mood", """{"text": "my secret joy"}""");
        foreach (string bad in (string[])["""{"text": "secret", "top": -1}""", """{"secret": 1}""", """{"text": "secret""", """{"text": "secret\ud800"}""", """{"top": "secret"}""", """{"emotion": "secret"}""", """{"direction": "secret"}""", "secret"])
        {
            (await service.PostRawAsync("/recommend", bad)).Dispose();
        }

        (await service.PostRawAsync("/recommend", $$"""{"text": "{{new string('x', 200_000)}} secret"}""")).Dispose();

        Assert.IsTrue(service.Log.Lines.Any(l => l.Text.Contains("/recommend", StringComparison.Ordinal)), "requests are logged at this level");
        Assert.IsFalse(service.Log.Lines.Any(l => l.Text.Contains("secret", StringComparison.Ordinal)));
    }

    private static async Task<HttpResponseMessage> AssertProblem(HttpStatusCode expected, Task<HttpResponseMessage> sent)
    {
        HttpResponseMessage response = await sent;
        Assert.AreEqual(expected, response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual((int)expected, (int)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["status"]!);
        return response;
    }

    private static string[] Ids(JsonNode answer) => [.. answer["songs"]!.AsArray().Select(s => (string)s!["id"]!)];

    private static (string Emotion, float Valence, float Arousal) Mood(JsonNode mood) => ((string)mood["emotion"]!, (float)mood["valence"]!, (float)mood["arousal"]!);
}
