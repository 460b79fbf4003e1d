using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace MlNetMoodRec.Serving;

/// <summary>Registers the pool with a host's services.</summary>
public static class MoodRecServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="MoodRecEnginePool"/> as a singleton, and a <see cref="MoodRecHealthCheck"/> over it. The model is
    /// loaded when the pool is first asked for; ask for it before the host takes requests, so that a broken zip stops the start.
    /// </summary>
    /// <exception cref="MoodRecException">The options are wrong.</exception>
    public static IServiceCollection AddMoodRec(this IServiceCollection services, MoodRecPoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        services.TryAddSingleton(provider => new MoodRecEnginePool(
            options, provider.GetService<ILogger<MoodRecEnginePool>>(), provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<MoodRecHealthCheck>();
        return services;
    }
}
