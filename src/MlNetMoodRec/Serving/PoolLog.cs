using Microsoft.Extensions.Logging;

namespace MlNetMoodRec.Serving;

/// <summary>What the pool logs: models, never requests.</summary>
internal static partial class PoolLog
{
    [LoggerMessage(1, LogLevel.Information, "Serving '{Path}' ({Method}, {Songs} songs, SHA-256 {Sha256}), loaded and warmed in {ElapsedMs:F0} ms")]
    public static partial void ModelServed(this ILogger logger, string path, string method, int songs, string sha256, double elapsedMs);

    [LoggerMessage(2, LogLevel.Error, "The changed zip cannot be served; the model before it still is: {Reason}")]
    public static partial void ReloadFailed(this ILogger logger, string reason, Exception? exception);

    [LoggerMessage(3, LogLevel.Warning, "A replaced model could not be released whole; memory or temporary files may be left")]
    public static partial void ReleaseFailed(this ILogger logger, Exception exception);
}
