using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.FileProviders;
using MlNetMoodRec.Serving;
using MlNetMoodRec.Web.Api;
using MlNetMoodRec.Web.Errors;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace MlNetMoodRec.Web.Hosting;

/// <summary>The service without its process: arguments in, an application out that is ready to run.</summary>
internal static class MoodRecService
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--model"] = $"{MoodRecWebOptions.Section}:{nameof(MoodRecWebOptions.Pool)}:{nameof(MoodRecPoolOptions.ModelPath)}",
    };

    /// <summary>Reads the settings and loads the model; the application that comes back answers as soon as it is started.</summary>
    /// <exception cref="MoodRecException">A setting is wrong, or the model is missing or broken.</exception>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // The settings' file lies beside the program, wherever it is started from.
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        configure?.Invoke(builder);
        MoodRecWebOptions options = OptionsReader.Read(builder.Configuration);
        AddServices(builder, options);

        WebApplication app = builder.Build();
        try
        {
            app.Services.GetRequiredService<MoodRecEnginePool>();
            Use(app, options);
            return app;
        }
        catch
        {
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    private static void AddServices(WebApplicationBuilder builder, MoodRecWebOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        });
        IServiceCollection services = builder.Services;
        services.AddSingleton(options);
        services.AddMoodRec(options.Pool);
        services.AddSingleton<SongCatalogues>();
        services.AddHealthChecks().AddCheck<MoodRecHealthCheck>("moodrec");
        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("moodrec-web")).WithMetrics(metrics => metrics
            .AddMeter(MoodRecEnginePool.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime")
            .AddPrometheusExporter());
        services.AddOpenApi(openApi => openApi
            .AddDocumentTransformer((document, _, _) => ApiDescription.Describe(document, options))
            .AddSchemaTransformer((schema, context, _) => ApiDescription.DescribeWords(schema, context.JsonPropertyInfo)));
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>(); // Before the framework's own, which gives way to it.
        services.AddProblemDetails();
        services.AddExceptionHandler<ExceptionProblems>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = options.RequestTimeout });
        services.AddRateLimiter(limiter => ClientRate.Configure(limiter, options.RequestsPerMinute));
        services.ConfigureHttpJsonOptions(http =>
        {
            JsonSerializerOptions json = http.SerializerOptions;
            json.MaxDepth = 32; // A request is three deep; what the framework writes into the OpenAPI document is more.
            json.AllowDuplicateProperties = false;
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.PropertyNameCaseInsensitive = false;
            json.NumberHandling = JsonNumberHandling.Strict;
            json.RespectNullableAnnotations = true;
        });
    }

    private static void Use(WebApplication app, MoodRecWebOptions options)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(ResponseHeaders.AddAsync);
        app.UseFileServer(new FileServerOptions
        {
            FileProvider = new EmbeddedFileProvider(typeof(MoodRecService).Assembly, "MlNetMoodRec.Web.Page"),
        });
        app.UseRouting();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.Use(new ApiKeyCheck(options.ApiKey).CheckAsync);
        app.Use(BodyReading.ReadAsync);

        RouteGroupBuilder api = app.MapGroup("").RequireRateLimiting(ClientRate.Policy).WithMetadata(NeedsApiKey.Instance);
        RecommendEndpoint.Map(api);
        MoodEndpoint.Map(api);
        SongsEndpoint.Map(api);
        app.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(NeedsApiKey.Instance);
        app.MapHealthChecks("/healthz", new() { ResponseWriter = HealthAnswer.WriteAsync });
        app.MapOpenApi("/openapi/{documentName}.json");
        app.Lifetime.ApplicationStarted.Register(() => Exposure.WarnWithoutKey(app, options));
    }
}
