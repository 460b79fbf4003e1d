using System.Text.Json;
using System.Threading.Channels;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Samples.Worker;

/// <summary>Stands for a message queue: puts the requests of a file into the channel.</summary>
internal sealed class RequestReader(Channel<ListenerContext> requests, IConfiguration configuration) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Exception? fault = null;
        try
        {
            await foreach (string line in File.ReadLinesAsync(configuration["Input"] ?? "requests.jsonl", stoppingToken))
            {
                ListenerContext request = JsonSerializer.Deserialize<ListenerContext>(line, JsonSerializerOptions.Web)!;
                await requests.Writer.WriteAsync(request, stoppingToken);
            }
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            fault = exception;
        }
        finally
        {
            requests.Writer.Complete(fault);
        }
    }
}
