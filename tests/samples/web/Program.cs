// dotnet run -- --Model moodrec.zip --urls http://127.0.0.1:5000
// curl http://127.0.0.1:5000/recommend --json '{ "text": "feeling great", "recentSongIds": ["s0246"], "topN": 5 }'
using MlNetMoodRec;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMoodRec(new MoodRecPoolOptions { ModelPath = builder.Configuration["Model"] ?? "moodrec.zip" });
builder.Services.AddHealthChecks().AddCheck<MoodRecHealthCheck>("moodrec");

await using WebApplication app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPost("/recommend", async (ListenerContext listener, MoodRecEnginePool pool, CancellationToken cancellationToken) =>
{
    try
    {
        return Results.Ok(await pool.RecommendAsync(listener, cancellationToken));
    }
    catch (MoodRecPoolBusyException busy)
    {
        return Results.Problem(busy.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
});

try
{
    // Loads and warms the model before the first request, so that a broken zip stops the start.
    app.Services.GetRequiredService<MoodRecEnginePool>();
}
catch (MoodRecException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

await app.RunAsync();
return 0;
