using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Serving;

/// <summary>
/// Serves a model zip to many requests at once, from prediction engines that share one loaded model, and takes up a
/// changed zip without a request failing. Thread-safe.
/// </summary>
/// <remarks>
/// At most <see cref="MoodRecPoolOptions.MaxEngines"/> requests run at once; others wait in a bounded queue for a bounded
/// time. A changed zip is loaded and warmed beside the one being served (both are in memory meanwhile) and takes its place
/// at once; the old one is disposed when its last request is done. A zip that is broken leaves the old one in place, and
/// <see cref="Health"/>, the log and the metrics say so. No request is logged. Answers with reasons
/// (<see cref="ExplainAsync"/>) are made one at a time beside the engines.
/// </remarks>
public sealed partial class MoodRecEnginePool : IDisposable, IAsyncDisposable
{
    /// <summary>The name of the pool's <see cref="Meter"/>, to be given to OpenTelemetry's <c>AddMeter</c>.</summary>
    public const string MeterName = "MlNetMoodRec";

    private readonly MoodRecPoolOptions _options;
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly RequestQueue _queue;
    private readonly PoolMetrics _metrics;
    private readonly Lazy<Task> _disposal;
    private volatile ServedModel _served;

    /// <summary>Loads and warms the model; from then on the pool answers.</summary>
    /// <exception cref="MoodRecException">The options are wrong, or the zip is missing or broken.</exception>
    public MoodRecEnginePool(MoodRecPoolOptions options, ILogger<MoodRecEnginePool>? logger = null, IMeterFactory? meterFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _path = Path.GetFullPath(options.ModelPath);
        _logger = logger ?? NullLogger<MoodRecEnginePool>.Instance;
        _disposal = new Lazy<Task>(() => Task.Run(DisposeOnceAsync));
        (_served, _file) = LoadFirst();
        _queue = new RequestQueue(options.MaxEngines, options.MaxQueueLength, options.QueueTimeout);
        _explaining = new RequestQueue(places: 1, options.MaxQueueLength, options.QueueTimeout);
        _metrics = new PoolMetrics(meterFactory, _queue);
        _watching = options.ReloadOnChange ? Task.Run(WatchAsync) : Task.CompletedTask;
    }

    /// <summary>What the model being served says of itself.</summary>
    public ModelManifest Manifest => _served.Model.Manifest;

    /// <summary>The songs that the model being served can recommend.</summary>
    public IReadOnlyList<Song> Catalogue => _served.Model.Catalogue;

    /// <summary>The pool's state now.</summary>
    public MoodRecPoolHealth Health
    {
        get
        {
            ServedModel served = _served;
            string? error = _reloadError;
            return new MoodRecPoolHealth
            {
                Status = _disposal.IsValueCreated ? HealthStatus.Unhealthy : error is null ? HealthStatus.Healthy : HealthStatus.Degraded,
                ModelSha256 = served.Sha256,
                Method = served.Model.Manifest.Method,
                LoadedAt = served.LoadedAt,
                Reloads = Volatile.Read(ref _reloads),
                FailedReloads = Volatile.Read(ref _failedReloads),
                ReloadError = error,
                BusyEngines = _queue.Busy,
                QueueLength = _queue.Length,
            };
        }
    }

    /// <summary>How many engines the model being served has had to make.</summary>
    internal int EnginesCreated => _served.EnginesCreated;

    /// <summary>The songs that fit a listener's context, best first. Blocks while all engines are at work.</summary>
    /// <inheritdoc cref="RecommendAsync" path="/exception"/>
    public SongRecommendations Recommend(ListenerContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        long started = Stopwatch.GetTimestamp();
        string outcome = "error";
        try
        {
            using MoodRecEngineLease lease = Rent(cancellationToken);
            SongRecommendations answer = lease.Recommend(context);
            outcome = "ok";
            return answer;
        }
        catch (Exception exception)
        {
            outcome = Outcome(exception);
            throw;
        }
        finally
        {
            _metrics.Finished(started, outcome);
        }
    }

    /// <summary>
    /// The songs that fit a listener's context, best first. Waits for an engine without holding a thread; the prediction
    /// itself runs on the caller's thread when an engine is free at once, and is not cut short by a cancellation.
    /// </summary>
    /// <exception cref="MoodRecPoolBusyException">The queue is full, or no engine became free in time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before an engine was free.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public Task<SongRecommendations> RecommendAsync(ListenerContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return AnswerAsync(lease => lease.Recommend(context), cancellationToken);
    }

    /// <summary>
    /// One answer from several predictions of one and the same model, or from a prediction and what its model knows
    /// besides; measured as one request, as <see cref="RecommendAsync"/> is.
    /// </summary>
    /// <param name="answer">Makes the answer. The lease is given back when it returns, and must not leave it.</param>
    /// <param name="cancellationToken">Ends the wait for an engine.</param>
    /// <inheritdoc cref="RecommendAsync" path="/exception"/>
    public Task<T> AnswerAsync<T>(Func<MoodRecEngineLease, T> answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return MeasureAsync(
            async () =>
            {
                using MoodRecEngineLease lease = await RentAsync(cancellationToken).ConfigureAwait(false);
                return answer(lease);
            },
            _metrics.Finished);
    }

    /// <summary>An engine for several predictions of one and the same model; dispose it to give it back. Blocks while all are at work.</summary>
    /// <inheritdoc cref="RecommendAsync" path="/exception"/>
    public MoodRecEngineLease Rent(CancellationToken cancellationToken = default)
    {
        long started = Stopwatch.GetTimestamp();
        _queue.Enter(cancellationToken);
        _metrics.Waited(started);
        return Lease();
    }

    /// <summary>An engine for several predictions of one and the same model; dispose it to give it back.</summary>
    /// <inheritdoc cref="RecommendAsync" path="/exception"/>
    public async Task<MoodRecEngineLease> RentAsync(CancellationToken cancellationToken = default)
    {
        long started = Stopwatch.GetTimestamp();
        await _queue.EnterAsync(cancellationToken).ConfigureAwait(false);
        _metrics.Waited(started);
        return Lease();
    }

    /// <summary>Turns away those who wait, lets running requests finish, and releases the model and its temporary files.</summary>
    public void Dispose() => _disposal.Value.GetAwaiter().GetResult();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    /// <summary>Tells the metrics when a request began and how it ended.</summary>
    private static async Task<T> MeasureAsync<T>(Func<Task<T>> answer, Action<long, string> finished)
    {
        long started = Stopwatch.GetTimestamp();
        string outcome = "error";
        try
        {
            T answered = await answer().ConfigureAwait(false);
            outcome = "ok";
            return answered;
        }
        catch (Exception exception)
        {
            outcome = Outcome(exception);
            throw;
        }
        finally
        {
            finished(started, outcome);
        }
    }

    /// <summary>An engine of the model being served. The caller is in; on failure it is let out.</summary>
    private MoodRecEngineLease Lease()
    {
        ServedModel served;
        try
        {
            served = Hold();
        }
        catch
        {
            _queue.Leave();
            throw;
        }

        try
        {
            return new MoodRecEngineLease(_queue, _metrics, served);
        }
        catch
        {
            _queue.Leave();
            served.Release();
            throw;
        }
    }

    /// <summary>The model being served, held until it is released.</summary>
    private ServedModel Hold()
    {
        ServedModel served = _served;
        while (!served.TryLease())
        {
            // Retired between the two lines: another has taken its place, or the pool is being disposed.
            ObjectDisposedException.ThrowIf(_disposal.IsValueCreated, this);
            served = _served;
        }

        return served;
    }

    private async Task DisposeOnceAsync()
    {
        _queue.Close();
        _explaining.Close();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        await _reloading.WaitAsync(CancellationToken.None).ConfigureAwait(false); // A reload that was asked for ends first; no further one begins.
        await RetireAsync(_served).ConfigureAwait(false);
        _metrics.Dispose();
        _queue.Dispose();
        _explaining.Dispose();
        _stopping.Dispose();
    }

    private static string Outcome(Exception exception) => exception switch
    {
        MoodRecPoolBusyException { TimedOut: true } => "timeout",
        MoodRecPoolBusyException => "busy",
        OperationCanceledException => "cancelled",
        _ => "error",
    };
}
