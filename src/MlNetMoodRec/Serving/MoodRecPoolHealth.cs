using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MlNetMoodRec.Serving;

/// <summary>The state of a <see cref="MoodRecEnginePool"/> at one moment.</summary>
public sealed record MoodRecPoolHealth
{
    /// <summary>
    /// Healthy; degraded while the zip on disk cannot be served and an older model still is; unhealthy after disposal.
    /// </summary>
    public required HealthStatus Status { get; init; }

    /// <summary>The SHA-256 of the zip being served, in hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The method of the model being served, for example "mood-lstm".</summary>
    public required string Method { get; init; }

    /// <summary>When the model being served was loaded.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>How many times a changed zip took the place of the one before.</summary>
    public required int Reloads { get; init; }

    /// <summary>How many times a changed zip could not be loaded.</summary>
    public required int FailedReloads { get; init; }

    /// <summary>Why the zip on disk cannot be served, or null when it is being served.</summary>
    public string? ReloadError { get; init; }

    /// <summary>How many engines are at work.</summary>
    public required int BusyEngines { get; init; }

    /// <summary>How many requests wait for an engine.</summary>
    public required int QueueLength { get; init; }
}
