using System.Diagnostics;

namespace MlNetMoodRec.Serving;

public sealed partial class MoodRecEnginePool
{
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private ModelFile? _file; // The file that was last taken up or refused; touched only by a reload.
    private volatile string? _reloadError;
    private int _reloads;
    private int _failedReloads;

    /// <summary>
    /// Looks at the zip now rather than at the next interval, and serves it if its content has changed. When this returns,
    /// the model before it is disposed.
    /// </summary>
    /// <returns>Whether another model is being served than before.</returns>
    /// <exception cref="MoodRecException">The zip is missing or broken; the model before it is still served.</exception>
    public async Task<bool> ReloadAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposal.IsValueCreated, this);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _reloading.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => TakeUpAsync(ModelFile.Look(_path)), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _reloading.Release();
        }
    }

    private (ServedModel Served, ModelFile? File) LoadFirst()
    {
        ModelFile? file = ModelFile.Look(_path);
        return (Load(file, servedSha256: null)!, file);
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(_options.ReloadInterval);
        ModelFile? before = _file;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                await _reloading.WaitAsync(_stopping.Token).ConfigureAwait(false);
                try
                {
                    before = await LookAsync(before).ConfigureAwait(false);
                }
                finally
                {
                    _reloading.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The pool is being disposed.
        }
    }

    /// <summary>One look at the file; a change is taken up once it looks as it did <paramref name="before"/>.</summary>
    private async Task<ModelFile?> LookAsync(ModelFile? before)
    {
        ModelFile? now = ModelFile.Look(_path);
        if (now == before && now != _file)
        {
            try
            {
                await TakeUpAsync(now).ConfigureAwait(false);
            }
            catch (MoodRecException)
            {
                // TakeUpAsync has reported it, and the model before is still served.
            }
            catch (Exception exception)
            {
                _reloadError = exception.Message; // A logger that throws, say: watching goes on.
            }
        }

        return now;
    }

    private async Task<bool> TakeUpAsync(ModelFile? file)
    {
        ServedModel? next;
        try
        {
            next = Load(file, _served.Sha256);
        }
        catch (MoodRecException exception)
        {
            // A broken file is left alone until it changes; one that could not be read may be readable at the next look.
            bool passing = exception.InnerException is (IOException and not EndOfStreamException) or UnauthorizedAccessException;
            _file = passing ? null : file;
            Report(exception);
            throw;
        }

        _file = file;
        _reloadError = null;
        if (next is null)
        {
            return false;
        }

        ServedModel old = _served;
        _served = next;
        Interlocked.Increment(ref _reloads);
        _metrics.Reloaded(ok: true);
        await RetireAsync(old).ConfigureAwait(false);
        return true;
    }

    /// <summary>Loads and warms the file, or gives null when its content is the one being served.</summary>
    private ServedModel? Load(ModelFile? file, string? servedSha256)
    {
        long started = Stopwatch.GetTimestamp();
        ServedModel served;
        string sha256;
        try
        {
            sha256 = file is null ? "" : ModelFile.Hash(_path);
            if (sha256 == servedSha256)
            {
                return null;
            }

            served = ServedModel.Load(_path, sha256, _options.MaxEngines);
        }
        catch (Exception exception) when (exception is not MoodRecException)
        {
            throw new MoodRecException($"The model '{_path}' cannot be loaded: {exception.Message}", exception);
        }

        if (ModelFile.Look(_path) != file)
        {
            RetireAsync(served).GetAwaiter().GetResult();
            throw new MoodRecException($"'{_path}' changed while it was being read. Write a new zip beside it and rename it onto it.");
        }

        _logger.ModelServed(_path, served.Model.Manifest.Method, served.Model.Catalogue.Count, sha256, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return served;
    }

    private async Task RetireAsync(ServedModel served)
    {
        try
        {
            await served.RetireAsync().ConfigureAwait(false);
            FreedMemory.GiveBack();
        }
        catch (Exception exception)
        {
            _logger.ReleaseFailed(exception);
        }
    }

    private void Report(MoodRecException exception)
    {
        // A file that cannot be read is tried at every look: the same failure is told once.
        if (_reloadError != exception.Message)
        {
            Interlocked.Increment(ref _failedReloads);
            _metrics.Reloaded(ok: false);
            _logger.ReloadFailed(exception.Message, exception.InnerException);
            _reloadError = exception.Message;
        }
    }
}
