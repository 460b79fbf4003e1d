using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlNetMoodRec.Tests.Encoder.Pull;

/// <summary>A model hub in this process, which can break connections, change files and send elsewhere.</summary>
internal sealed class LocalHub : IDisposable
{
    private readonly WebApplication _app;

    public LocalHub()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public string Address => _app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The files, by their paths below the address.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>After how many bytes each of the next answers breaks off.</summary>
    public Queue<int> BreakAfter { get; } = new();

    /// <summary>The status of the next answers.</summary>
    public Queue<int> Failures { get; } = new();

    public bool Redirects { get; set; }

    /// <summary>The requests, as path and range.</summary>
    public List<string> Requests { get; } = [];

    public void Add(string model, string file, byte[] content) => Files[$"/{model}/resolve/main/{file}"] = content;

    public void Dispose() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        Requests.Add(path.Split("/resolve/main/")[^1] + (context.Request.Headers.Range.Count > 0 ? $" {context.Request.Headers.Range}" : ""));
        if (Failures.TryDequeue(out int status))
        {
            context.Response.StatusCode = status;
            return;
        }

        if (Redirects && !path.StartsWith("/storage", StringComparison.Ordinal))
        {
            context.Response.Redirect("/storage" + path);
            return;
        }

        if (!Files.TryGetValue(path.Replace("/storage", "", StringComparison.Ordinal), out byte[]? content))
        {
            context.Response.StatusCode = 404;
            return;
        }

        string tag = $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content))[..16]}\"";
        int from = 0;
        if (context.Request.GetTypedHeaders().Range?.Ranges.Single().From is { } start
            && (context.Request.Headers.IfRange.Count == 0 || context.Request.Headers.IfRange == tag))
        {
            if (start >= content.Length)
            {
                context.Response.StatusCode = 416;
                return;
            }

            from = (int)start;
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        context.Response.Headers.ETag = tag;
        context.Response.ContentLength = content.Length - from;
        bool breaks = BreakAfter.TryDequeue(out int bytes) && bytes < content.Length - from;
        await context.Response.Body.WriteAsync(content.AsMemory(from, breaks ? bytes : content.Length - from));
        await context.Response.Body.FlushAsync();
        if (breaks)
        {
            await Task.Delay(50);
            context.Abort();
        }
    }
}
