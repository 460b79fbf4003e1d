using System.Text.Json;
using System.Threading.Channels;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Samples.Worker;

/// <summary>Answers the channel's requests, several at once, and stops the host after the last one.</summary>
internal sealed class RecommendationWorker(
    MoodRecEnginePool pool,
    Channel<ListenerContext> requests,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<RecommendationWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var output = TextWriter.Synchronized(File.CreateText(configuration["Output"] ?? "answers.jsonl"));
            await Parallel.ForEachAsync(requests.Reader.ReadAllAsync(stoppingToken), stoppingToken, async (request, cancellationToken) =>
            {
                SongRecommendations answer = await pool.RecommendAsync(request, cancellationToken);
                output.WriteLine(JsonSerializer.Serialize(new { request.UserId, answer.Titles, answer.Basis }, JsonSerializerOptions.Web));
            });
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            logger.LogError("The requests cannot be answered: {Reason}", exception.Message);
            Environment.ExitCode = 2;
        }

        lifetime.StopApplication();
    }
}
