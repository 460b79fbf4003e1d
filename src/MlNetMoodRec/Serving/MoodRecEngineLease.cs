using Microsoft.ML;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Serving;

/// <summary>
/// One engine of a <see cref="MoodRecEnginePool"/>, and the model under it, for one caller: for answers that need more
/// than one prediction of the same model, such as a list with and without the text. It serves one thread at a time. Give
/// it back soon by disposing it: while it is out, a replaced model stays in memory.
/// </summary>
public sealed class MoodRecEngineLease : IDisposable
{
    private readonly RequestQueue _queue;
    private readonly PoolMetrics _metrics;
    private readonly ServedModel _served;
    private readonly PredictionEngine<ListenerContext, SongRecommendations> _engine;
    private bool _failed;
    private int _returned;

    internal MoodRecEngineLease(RequestQueue queue, PoolMetrics metrics, ServedModel served)
    {
        _queue = queue;
        _metrics = metrics;
        _served = served;
        _engine = served.Get();
    }

    /// <summary>The model that answers, the same as long as the lease is held. It belongs to the pool: do not dispose it.</summary>
    public MoodRecModel Model => _served.Model;

    /// <summary>The songs that fit a listener's context, best first.</summary>
    public SongRecommendations Recommend(ListenerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ObjectDisposedException.ThrowIf(_returned != 0, this);
        SongRecommendations answer;
        try
        {
            answer = _engine.Predict(context).WithoutNulls();
        }
        catch
        {
            _failed = true;
            throw;
        }

        _metrics.Answered(answer, readText: _served.ReadsMood && !string.IsNullOrWhiteSpace(context.Text));
        return answer;
    }

    /// <summary>Gives the engine back to the pool.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) != 0)
        {
            return;
        }

        if (_failed)
        {
            _engine.Dispose(); // What state it is in is not known.
        }
        else
        {
            _served.Return(_engine);
        }

        _queue.Leave();
        _served.Release();
    }
}
