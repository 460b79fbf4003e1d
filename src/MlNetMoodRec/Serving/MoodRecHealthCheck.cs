using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MlNetMoodRec.Serving;

/// <summary>
/// <see cref="MoodRecEnginePool.Health"/> as a health check of ASP.NET Core:
/// <c>services.AddHealthChecks().AddCheck&lt;MoodRecHealthCheck&gt;("moodrec")</c>.
/// </summary>
public sealed class MoodRecHealthCheck(MoodRecEnginePool pool) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        MoodRecPoolHealth health = pool.Health;
        var data = new Dictionary<string, object>
        {
            ["modelSha256"] = health.ModelSha256,
            ["method"] = health.Method,
            ["loadedAt"] = health.LoadedAt,
            ["reloads"] = health.Reloads,
            ["failedReloads"] = health.FailedReloads,
            ["busyEngines"] = health.BusyEngines,
            ["queueLength"] = health.QueueLength,
        };
        return Task.FromResult(new HealthCheckResult(health.Status, health.ReloadError, data: data));
    }
}
