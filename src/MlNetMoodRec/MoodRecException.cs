namespace MlNetMoodRec;

/// <summary>
/// Input that cannot be used: a file, an option, a model. The message says what was found and where, what was
/// expected, and what to do; it never holds a listener's text. Programs print the message and exit with code 2.
/// </summary>
public class MoodRecException : Exception
{
    /// <summary>Creates the exception.</summary>
    public MoodRecException()
    {
    }

    /// <summary>Creates the exception with a message for the person at the keyboard.</summary>
    public MoodRecException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public MoodRecException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
