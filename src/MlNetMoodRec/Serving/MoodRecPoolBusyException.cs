namespace MlNetMoodRec.Serving;

/// <summary>
/// No engine was free in time: the queue was full, or the wait too long. The pool is intact, and the same request may
/// succeed a little later; over HTTP this is status 503.
/// </summary>
public sealed class MoodRecPoolBusyException : MoodRecException
{
    /// <summary>Creates the exception.</summary>
    public MoodRecPoolBusyException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public MoodRecPoolBusyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public MoodRecPoolBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the request waited for its whole time, rather than being turned away from a full queue.</summary>
    public bool TimedOut { get; init; }
}
