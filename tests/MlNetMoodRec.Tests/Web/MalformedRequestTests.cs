using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace MlNetMoodRec.Tests.Web;

/// <summary>Each wrong request is answered with a 4xx problem document, and the service answers the next good one.</summary>
[TestClass]
public sealed class MalformedRequestTests
{
    private const string Json = "application/json";
    private static RunningService _service = null!;

    public static IEnumerable<object[]> WrongBodies =>
    [
        ["no body", ""],
        ["null", "null"],
        ["an array", "[]"],
        ["a string", "\"happy\""],
        ["a number", "42"],
        ["cut off", "{\"text\": \"hap"],
        ["more after the end", "{} {}"],
        ["single quotes", "{'text': 'happy'}"],
        ["a comment", "{/* happy */}"],
        ["a comma too many", "{\"top\": 3,}"],
        ["a text that is a number", "{\"text\": 1}"],
        ["a text that is null", "{\"text\": null}"],
        ["a text that is an array", "{\"text\": [\"happy\"]}"],
        ["a text that is an object", "{\"text\": {\"words\": \"happy\"}}"],
        ["a text with half a surrogate pair", "{\"text\": \"\\ud83d\"}"],
        ["a text with a bare line break", "{\"text\": \"so\nhappy\"}"],
        ["a text beyond the limit", $"{{\"text\": \"{new string('x', 4001)}\"}}"],
        ["a top that is a string", "{\"top\": \"5\"}"],
        ["a top that is a fraction", "{\"top\": 1.5}"],
        ["a top that is null", "{\"top\": null}"],
        ["a top that is true", "{\"top\": true}"],
        ["a top of NaN", "{\"top\": NaN}"],
        ["a top of 0", "{\"top\": 0}"],
        ["a top below 0", "{\"top\": -1}"],
        ["a top beyond the limit", "{\"top\": 101}"],
        ["a top beyond an int", "{\"top\": 2147483648}"],
        ["a top of 300 digits", $"{{\"top\": {new string('9', 300)}}}"],
        ["a top beyond a double", "{\"top\": 1e400}"],
        ["a top in hexadecimal", "{\"top\": 0x10}"],
        ["a top with a leading zero", "{\"top\": 010}"],
        ["songs that are a string", "{\"recentSongIds\": \"a,b\"}"],
        ["songs that are numbers", "{\"recentSongIds\": [1]}"],
        ["songs that are null", "{\"recentSongIds\": [null]}"],
        ["songs without an id", "{\"recentSongIds\": [\"\"]}"],
        ["songs in songs", "{\"recentSongIds\": [[\"a\"]]}"],
        ["a song id with a NUL", "{\"recentSongIds\": [\"a\\u0000b\"]}"],
        ["a song id of 300 characters", $"{{\"recentSongIds\": [\"{new string('a', 300)}\"]}}"],
        ["a history beyond the limit", $"{{\"recentSongIds\": [{string.Join(',', Enumerable.Repeat("\"a\"", 201))}]}}"],
        ["exclusions beyond the limit", $"{{\"excludedSongIds\": [{string.Join(',', Enumerable.Repeat("\"a\"", 1001))}]}}"],
        ["feedback without songs", "{\"recentFeedback\": [1]}"],
        ["feedback above 1", "{\"recentSongIds\": [\"a\"], \"recentFeedback\": [1.5]}"],
        ["feedback of NaN", "{\"recentSongIds\": [\"a\"], \"recentFeedback\": [NaN]}"],
        ["feedback of \"NaN\"", "{\"recentSongIds\": [\"a\"], \"recentFeedback\": [\"NaN\"]}"],
        ["feedback beyond a float", "{\"recentSongIds\": [\"a\"], \"recentFeedback\": [1e39]}"],
        ["feedback of null", "{\"recentSongIds\": [\"a\"], \"recentFeedback\": [null]}"],
        ["hours to come", "{\"recentSongIds\": [\"a\"], \"recentHoursAgo\": [-1]}"],
        ["a valence below -1", "{\"recentSongIds\": [\"a\"], \"recentValence\": [-1.01]}"],
        ["a weight below 0", "{\"likeWeight\": -1}"],
        ["a weight beyond a float", "{\"likeWeight\": 1e39}"],
        ["a text to come", "{\"textHoursAgo\": -1}"],
        ["a valence above 1", "{\"valence\": 1.01}"],
        ["a valence that is a word", "{\"valence\": \"high\"}"],
        ["an arousal below -1", "{\"arousal\": -2}"],
        ["an emotion that is not known", "{\"emotion\": \"discombobulated\"}"],
        ["a direction that is not known", "{\"direction\": \"up\"}"],
        ["a direction of null", "{\"direction\": null}"],
        ["a mood weight beyond the limit", "{\"moodWeight\": 1001}"],
        ["seen songs that are not known", "{\"seenSongs\": \"forget\"}"],
        ["a half-life of 0", "{\"replayHalfLifeHours\": 0}"],
        ["allowed songs beyond the limit", $"{{\"allowedSongIds\": [{string.Join(',', Enumerable.Repeat("\"a\"", 1001))}]}}"],
        ["a diversity above 1", "{\"diversity\": 1.1}"],
        ["no song per artist", "{\"maxPerArtist\": 0}"],
        ["reasons that are a word", "{\"explain\": \"yes\"}"],
        ["a field that does not exist", "{\"txt\": \"happy\"}"],
        ["a field in another case", "{\"Text\": \"happy\"}"],
        ["a field twice", "{\"text\": \"happy\", \"text\": \"sad\"}"],
        ["a field twice, escaped", "{\"text\": \"happy\", \"te\\u0078t\": \"sad\"}"],
        ["arrays in arrays, 50,000 deep", $"{{\"recentSongIds\": {new string('[', 50_000)}{new string(']', 50_000)}}}"],
        ["objects in objects, 20,000 deep", $"{string.Concat(Enumerable.Repeat("{\"a\":", 20_000))}1{new string('}', 20_000)}"],
        ["a text of 10 MB", $"{{\"text\": \"{new string('x', 10_000_000)}\"}}"],
    ];

    public static IEnumerable<object[]> WrongBytes =>
    [
        ["a byte that is no UTF-8", "{\"text\": \"\xff\"}", Json],
        ["UTF-8 cut off", "{\"text\": \"\xc3\"}", Json],
        ["an overlong form", "{\"text\": \"\xc0\xaf\"}", Json],
        ["a surrogate in UTF-8", "{\"text\": \"\xed\xa0\x80\"}", Json],
        ["UTF-16 that says it is UTF-8", "{\0}\0", Json],
        ["gzip", "\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae\x05\0", Json],
        ["an unknown character set", "{}", "application/json; charset=klingon"],
        ["UTF-16", "{\0}\0", "application/json; charset=utf-16"],
        ["plain text", "{\"text\": \"happy\"}", "text/plain"],
        ["a form", "text=happy", "application/x-www-form-urlencoded"],
        ["XML", "<text>happy</text>", "application/xml"],
        ["no content type", "{\"text\": \"happy\"}", ""],
    ];

    [ClassInitialize]
    public static async Task Start(TestContext _)
    {
        _service = await RunningService.StartAsync("--MoodRec:RequestsPerMinute", "0");
        _service.Client.DefaultRequestHeaders.ExpectContinue = true; // A body that is refused by its length is not sent.
    }

    [ClassCleanup]
    public static async Task Stop() => await _service.DisposeAsync();

    [TestMethod]
    [DynamicData(nameof(WrongBodies))]
    public async Task Recommend_WrongBody_IsA4xxProblem(string kind, string body) =>
        await AssertRefused(kind, HttpMethod.Post, "/recommend", new StringContent(body, Encoding.UTF8, Json));

    [TestMethod]
    [DynamicData(nameof(WrongBytes))]
    public async Task Recommend_WrongBytes_IsA4xxProblem(string kind, string latin1, string contentType)
    {
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(latin1));
        content.Headers.ContentType = contentType.Length == 0 ? null : MediaTypeHeaderValue.Parse(contentType);
        await AssertRefused(kind, HttpMethod.Post, "/recommend", content);
    }

    [TestMethod]
    [DataRow("POST", "/mood", "{}")]
    [DataRow("POST", "/mood", """{"text": null}""")]
    [DataRow("POST", "/mood", """{"text": "happy", "top": 1}""")]
    [DataRow("GET", "/songs?limit=0", null)]
    [DataRow("GET", "/songs?limit=101", null)]
    [DataRow("GET", "/songs?offset=-1", null)]
    [DataRow("GET", "/songs?offset=many", null)]
    [DataRow("GET", "/songs?offset=99999999999999999999", null)]
    [DataRow("GET", "/songs?limit=1&limit=2", null)]
    [DataRow("GET", "/nowhere", null)]
    [DataRow("GET", "/../../etc/passwd", null)]
    [DataRow("GET", "/%2e%2e/appsettings.json", null)]
    [DataRow("GET", "/recommend", null)]
    [DataRow("DELETE", "/songs", null)]
    [DataRow("BREW", "/mood", "{}")]
    public async Task Paths_WrongRequest_IsA4xxProblem(string method, string path, string? body) =>
        await AssertRefused($"{method} {path}", new HttpMethod(method), path, body is null ? null : new StringContent(body, Encoding.UTF8, Json));

    [TestMethod]
    public async Task Songs_QueryBeyondTheLimit_IsA4xxProblem() =>
        await AssertRefused("a long query", HttpMethod.Get, $"/songs?query={new string('x', 201)}", content: null);

    [TestMethod]
    [DataRow("no HTTP", "hello\r\n\r\n")]
    [DataRow("no path", "GET HTTP/1.1\r\nHost: x\r\n\r\n")]
    [DataRow("no host", "GET / HTTP/1.1\r\n\r\n")]
    [DataRow("a length below 0", "POST /mood HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n")]
    [DataRow("two lengths", "POST /mood HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [DataRow("a wrong chunk", "POST /mood HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n")]
    public async Task Connection_WrongHttp_IsA4xx(string kind, string request) => await AssertRefused(kind, Encoding.Latin1.GetBytes(request));

    [TestMethod]
    public async Task Connection_HeadersWithoutEnd_IsA4xx() =>
        await AssertRefused("a long header", Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: x\r\nX-Long: {new string('x', 100_000)}\r\n\r\n"));

    [TestMethod]
    public async Task Connection_TenMegabytesInChunks_IsA4xx()
    {
        string chunk = $"10000\r\n{new string(' ', 0x10000)}\r\n";
        await AssertRefused("chunks", Encoding.Latin1.GetBytes(
            "POST /mood HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
            string.Concat(Enumerable.Repeat(chunk, 160)) + "0\r\n\r\n"));
    }

    private static async Task AssertRefused(string kind, HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Accept.ParseAdd("text/html"); // Problem documents come whatever is accepted.
        using HttpResponseMessage response = await _service.Client.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();

        Assert.IsTrue((int)response.StatusCode is >= 400 and < 500, $"{kind}: {(int)response.StatusCode} {body}");
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType, kind);
        JsonNode problem = JsonNode.Parse(body)!;
        Assert.AreEqual((int)response.StatusCode, (int)problem["status"]!);
        Assert.IsFalse(string.IsNullOrEmpty((string?)problem["title"]));
        Assert.IsLessThan(2000, body.Length, "what was sent does not come back");
        await AssertAnswers();
    }

    private static async Task AssertRefused(string kind, byte[] request)
    {
        string answer = await RawHttp.SendAsync(_service.Address, request);
        StringAssert.StartsWith(answer, "HTTP/1.1 4", kind);
        await AssertAnswers();
    }

    private static async Task AssertAnswers()
    {
        JsonNode answer = await _service.PostAsync("/recommend", """{"text": "so happy"}""");
        Assert.HasCount(4, answer["songs"]!.AsArray());
    }
}
