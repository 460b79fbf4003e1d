using System.Diagnostics;
using System.Diagnostics.Metrics;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Serving;

/// <summary>The instruments of <see cref="MoodRecEnginePool.MeterName"/>, named as OpenTelemetry's conventions have it.</summary>
internal sealed class PoolMetrics : IDisposable
{
    /// <summary>Steps of about 2 from half a millisecond, a small model's answer, to what nobody waits for.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    };

    private static readonly InstrumentAdvice<double> MinusOneToOne = new()
    {
        HistogramBucketBoundaries = [-0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 1],
    };

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _explainDuration;
    private readonly Histogram<double> _queueDuration;
    private readonly Histogram<double> _valence;
    private readonly Histogram<double> _arousal;
    private readonly Counter<long> _recommendations;
    private readonly Counter<long> _reloads;

    public PoolMetrics(IMeterFactory? factory, RequestQueue queue)
    {
        _meter = factory?.Create(MoodRecEnginePool.MeterName) ?? new Meter(MoodRecEnginePool.MeterName);
        _duration = _meter.CreateHistogram("moodrec.recommend.duration", "s", "From a request to its answer, waiting included, by outcome.", tags: null, Seconds);
        _explainDuration = _meter.CreateHistogram("moodrec.explain.duration", "s", "From a request for reasons to its answer, waiting included, by outcome.", tags: null, Seconds);
        _queueDuration = _meter.CreateHistogram("moodrec.queue.duration", "s", "How long a request waited for an engine.", tags: null, Seconds);
        _valence = _meter.CreateHistogram("moodrec.mood.valence", "1", "The valence read from texts.", tags: null, MinusOneToOne);
        _arousal = _meter.CreateHistogram("moodrec.mood.arousal", "1", "The arousal read from texts.", tags: null, MinusOneToOne);
        _recommendations = _meter.CreateCounter<long>("moodrec.recommendations", "{answer}", "Answers, by what they rest on.");
        _reloads = _meter.CreateCounter<long>("moodrec.model.reloads", "{reload}", "Changed zips that were taken up, by outcome.");
        _meter.CreateObservableUpDownCounter("moodrec.queue.length", () => queue.Length, "{request}", "Requests that wait for an engine.");
        _meter.CreateObservableUpDownCounter("moodrec.engines.busy", () => queue.Busy, "{engine}", "Engines at work.");
    }

    public void Finished(long started, string outcome) =>
        _duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    public void Explained(long started, string outcome) =>
        _explainDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    public void Waited(long started) => _queueDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);

    public void Answered(SongRecommendations answer, bool readText)
    {
        _recommendations.Add(1, new KeyValuePair<string, object?>("basis", answer.Basis));
        if (readText)
        {
            _valence.Record(answer.Valence);
            _arousal.Record(answer.Arousal);
        }
    }

    public void Reloaded(bool ok) => _reloads.Add(1, new KeyValuePair<string, object?>("outcome", ok ? "ok" : "failed"));

    public void Dispose() => _meter.Dispose();
}
