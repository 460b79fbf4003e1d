using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Serving;

/// <summary>
/// A loaded model with its engines, which share its ONNX sessions. Requests hold leases on it; once retired it gives no
/// more, and is disposed when the last is back.
/// </summary>
internal sealed class ServedModel
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EnginePolicy _policy;
    private readonly ObjectPool<PredictionEngine<ListenerContext, SongRecommendations>> _engines;
    private int _leases = 1; // The pool's own, given back by RetireAsync.

    private ServedModel(MoodRecModel model, string sha256, int engines)
    {
        Model = model;
        Sha256 = sha256;
        ReadsMood = model.MoodReader is not null;
        _policy = new EnginePolicy(model);
        _engines = new DefaultObjectPoolProvider { MaximumRetained = engines }.Create(_policy);
    }

    public MoodRecModel Model { get; }

    public string Sha256 { get; }

    public bool ReadsMood { get; }

    public DateTimeOffset LoadedAt { get; } = DateTimeOffset.UtcNow;

    public int EnginesCreated => _policy.Created;

    /// <summary>Loads a zip, makes all engines, and has each answer requests, so that a listener's is nobody's first.</summary>
    /// <exception cref="MoodRecException">The zip is broken, or the model in it does not answer.</exception>
    public static ServedModel Load(string path, string sha256, int engines)
    {
        var served = new ServedModel(MoodRecModel.Load(path), sha256, engines);
        try
        {
            served.WarmUp(engines);
            return served;
        }
        catch
        {
            served.Dispose();
            throw;
        }
    }

    /// <summary>Holds the model; false when it is retired already. Every true is followed by one <see cref="Release"/>.</summary>
    public bool TryLease()
    {
        int leases = Volatile.Read(ref _leases);
        while (leases > 0)
        {
            int found = Interlocked.CompareExchange(ref _leases, leases + 1, leases);
            if (found == leases)
            {
                return true;
            }

            leases = found;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _leases) == 0)
        {
            _drained.SetResult();
        }
    }

    public PredictionEngine<ListenerContext, SongRecommendations> Get() => _engines.Get();

    public void Return(PredictionEngine<ListenerContext, SongRecommendations> engine) => _engines.Return(engine);

    /// <summary>Gives no more leases, waits for those that are out, and disposes the model.</summary>
    public async Task RetireAsync()
    {
        Release();
        await _drained.Task.ConfigureAwait(false);
        Dispose();
    }

    private void Dispose()
    {
        (_engines as IDisposable)?.Dispose();
        Model.Dispose();
    }

    private void WarmUp(int count)
    {
        ListenerContext context = ProbeContext.Of(Model.Catalogue.Take(50).Select(s => s.Id));
        var engines = new PredictionEngine<ListenerContext, SongRecommendations>[count];
        for (int i = 0; i < count; i++)
        {
            engines[i] = Get();
            engines[i].Predict(context);
            engines[i].Predict(new ListenerContext());
        }

        Array.ForEach(engines, Return);
    }

    private sealed class EnginePolicy(MoodRecModel model) : PooledObjectPolicy<PredictionEngine<ListenerContext, SongRecommendations>>
    {
        private int _created;

        public int Created => Volatile.Read(ref _created);

        public override PredictionEngine<ListenerContext, SongRecommendations> Create()
        {
            Interlocked.Increment(ref _created);
            return model.CreateEngine();
        }

        public override bool Return(PredictionEngine<ListenerContext, SongRecommendations> obj) => true;
    }
}
