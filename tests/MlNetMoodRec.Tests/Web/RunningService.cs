using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlNetMoodRec.Serving;
using MlNetMoodRec.Tests.Serving;
using MlNetMoodRec.Web.Hosting;

namespace MlNetMoodRec.Tests.Web;

/// <summary>The service as it runs, on a loopback port of its own, with a client and everything that it logs.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ModelZips? _zips;

    private RunningService(WebApplication app, ModelZips? zips, RecordedLog log)
    {
        _app = app;
        _zips = zips;
        Log = log;
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public RecordedLog Log { get; }

    public MoodRecEnginePool Pool => _app.Services.GetRequiredService<MoodRecEnginePool>();

    public ModelZips Zips => _zips!;

    /// <summary>A service over a model zip of four songs, with settings as on a command line.</summary>
    public static async Task<RunningService> StartAsync(params string[] settings)
    {
        var zips = new ModelZips();
        return await StartAsync(zips, zips.Served, settings);
    }

    public static async Task<RunningService> StartAsync(ModelZips? zips, string zip, params string[] settings)
    {
        var log = new RecordedLog();
        WebApplication app = MoodRecService.Create(
            ["--urls", "http://127.0.0.1:0", "--model", zip, "--Logging:LogLevel:Microsoft.AspNetCore", "Trace", "--Logging:LogLevel:Default", "Trace", .. settings],
            builder => builder.Logging.ClearProviders().AddProvider(log));
        await app.StartAsync();
        return new RunningService(app, zips, log);
    }

    public async Task<JsonNode> GetAsync(string path) => (await Client.GetFromJsonAsync<JsonNode>(path))!;

    public Task<HttpResponseMessage> PostRawAsync(string path, string json) =>
        Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Posts a good request, and gives its answer.</summary>
    public async Task<JsonNode> PostAsync(string path, string json)
    {
        using HttpResponseMessage response = await PostRawAsync(path, json);
        string body = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, body);
        return JsonNode.Parse(body)!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _zips?.Dispose();
    }

    internal sealed class RecordedLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue((logLevel, formatter(state, exception) + exception));

        public void Dispose()
        {
        }
    }
}
