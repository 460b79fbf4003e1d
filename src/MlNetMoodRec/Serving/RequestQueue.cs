namespace MlNetMoodRec.Serving;

/// <summary>Lets a bounded number of requests in at once, and a bounded number of others wait for a bounded time.</summary>
internal sealed class RequestQueue(int places, int maxLength, TimeSpan timeout) : IDisposable
{
    private readonly SemaphoreSlim _places = new(places, places);
    private readonly CancellationTokenSource _closed = new();
    private int _length;

    /// <summary>How many requests wait.</summary>
    public int Length => Volatile.Read(ref _length);

    /// <summary>How many requests are inside.</summary>
    public int Busy => places - _places.CurrentCount;

    /// <summary>Goes in; every return is followed by one <see cref="Leave"/>.</summary>
    /// <exception cref="MoodRecPoolBusyException">The queue is full, or no place became free in time.</exception>
    /// <exception cref="ObjectDisposedException">The queue was closed.</exception>
    public void Enter(CancellationToken cancellationToken)
    {
        if (TryEnter(cancellationToken))
        {
            return;
        }

        JoinQueue();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
            Admit(_places.Wait(timeout, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Closed();
        }
        finally
        {
            Interlocked.Decrement(ref _length);
        }
    }

    /// <inheritdoc cref="Enter"/>
    public ValueTask EnterAsync(CancellationToken cancellationToken) =>
        TryEnter(cancellationToken) ? ValueTask.CompletedTask : WaitAsync(cancellationToken);

    public void Leave() => _places.Release();

    /// <summary>Turns away all who wait and all who come; those inside are not disturbed.</summary>
    public void Close() => _closed.Cancel();

    /// <summary>After all have left. Whoever comes later meets an <see cref="ObjectDisposedException"/>, as after <see cref="Close"/>.</summary>
    public void Dispose()
    {
        _places.Dispose();
        _closed.Dispose();
    }

    private bool TryEnter(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _closed.IsCancellationRequested ? throw Closed() : _places.Wait(0, CancellationToken.None);
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        JoinQueue();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
            Admit(await _places.WaitAsync(timeout, either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Closed();
        }
        finally
        {
            Interlocked.Decrement(ref _length);
        }
    }

    private void JoinQueue()
    {
        if (Interlocked.Increment(ref _length) > maxLength)
        {
            Interlocked.Decrement(ref _length);
            throw new MoodRecPoolBusyException(
                $"{places} requests are at work, as many as may be at once, and {maxLength} wait already, which is the most that may. " +
                $"Try again later, or raise {nameof(MoodRecPoolOptions.MaxQueueLength)}.");
        }
    }

    private void Admit(bool entered)
    {
        if (!entered)
        {
            throw new MoodRecPoolBusyException(
                $"None of the {places} requests at work was done within {timeout.TotalMilliseconds:N0} ms. " +
                $"Try again later, or raise {nameof(MoodRecPoolOptions.QueueTimeout)}.")
            { TimedOut = true };
        }
    }

    private static ObjectDisposedException Closed() => new(nameof(MoodRecEnginePool));
}
