namespace MlNetMoodRec.Serving;

/// <summary>How a <see cref="MoodRecEnginePool"/> serves a model zip.</summary>
public sealed record MoodRecPoolOptions
{
    /// <summary>The longest time that a timer takes, less a margin: about 24 days.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    /// <summary>The model zip. A relative path counts from the working directory at the time the pool is made.</summary>
    public string ModelPath { get; init; } = "";

    /// <summary>
    /// How many requests run at once, each on an engine of its own. One for each processor by default: a prediction keeps
    /// one busy from beginning to end.
    /// </summary>
    public int MaxEngines { get; init; } = Environment.ProcessorCount;

    /// <summary>How many requests may wait for an engine; a further one is refused at once. 0 lets none wait. The default is a round number.</summary>
    public int MaxQueueLength { get; init; } = 100;

    /// <summary>How long a request may wait for an engine. The default is what a person waits for a page.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a changed zip is loaded and takes the place of the one being served.</summary>
    public bool ReloadOnChange { get; init; } = true;

    /// <summary>
    /// How often the zip's size and time are looked at. A change is acted on when two looks in a row see the same, so that
    /// a zip that is still being copied is left alone. Looking costs microseconds; the default is short for people who wait.
    /// </summary>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Checks every value.</summary>
    /// <exception cref="MoodRecException">Names every value that is wrong.</exception>
    public void Validate()
    {
        List<string> errors = [];
        Check(!string.IsNullOrWhiteSpace(ModelPath), $"{nameof(ModelPath)} is empty; name a model zip");
        Check(MaxEngines is >= 1 and <= 1024, $"{nameof(MaxEngines)} is {MaxEngines}; expected 1 to 1024");
        Check(MaxQueueLength >= 0, $"{nameof(MaxQueueLength)} is {MaxQueueLength}; expected 0 or more");
        Check(QueueTimeout > TimeSpan.Zero && QueueTimeout <= LongestTime, $"{nameof(QueueTimeout)} is {QueueTimeout}; expected more than 0, up to {LongestTime.Days} days");
        Check(ReloadInterval >= TimeSpan.FromMilliseconds(1) && ReloadInterval <= LongestTime, $"{nameof(ReloadInterval)} is {ReloadInterval}; expected 1 ms to {LongestTime.Days} days");
        if (errors.Count > 0)
        {
            throw new MoodRecException($"The options of the pool are wrong: {string.Join("; ", errors)}.");
        }

        void Check(bool holds, string error)
        {
            if (!holds)
            {
                errors.Add(error);
            }
        }
    }
}
