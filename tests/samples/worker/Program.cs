// dotnet run -- --Model moodrec.zip --Input requests.jsonl --Output answers.jsonl
// A request is a listener context, one JSON object a line: { "userId": "u1", "text": "feeling great", "recentSongIds": ["s0246"] }
using System.Threading.Channels;
using MlNetMoodRec;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Samples.Worker;
using MlNetMoodRec.Serving;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddMoodRec(new MoodRecPoolOptions { ModelPath = builder.Configuration["Model"] ?? "moodrec.zip" });
builder.Services.AddSingleton(Channel.CreateBounded<ListenerContext>(100));
builder.Services.AddHostedService<RequestReader>();
builder.Services.AddHostedService<RecommendationWorker>();
using IHost host = builder.Build();
try
{
    // Loads and warms the model before the first request, so that a broken zip stops the start.
    host.Services.GetRequiredService<MoodRecEnginePool>();
}
catch (MoodRecException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

await host.RunAsync();
return Environment.ExitCode;
