namespace MlNetMoodRec.Data;

/// <summary>How interactions become rows of <see cref="Recommendation.ListenerEvent"/>.</summary>
public sealed record HistoryOptions
{
    /// <summary>The value of <see cref="Length"/> that keeps whole histories, as folding a listener into a factorisation needs.</summary>
    public const int FullLength = int.MaxValue;

    /// <summary>How many songs before the event a row holds at most. 50 as in SASRec (Kang and McAuley, ICDM 2018) for sparse data.</summary>
    public int Length { get; init; } = 50;

    /// <summary>
    /// A pause of more than so many hours starts a new session. Published work on music logs uses between half an hour
    /// and an hour; one hour is the cautious end, not tuned. Data without times has one session for each listener.
    /// </summary>
    public double SessionGapHours { get; init; } = 1;

    /// <summary>
    /// How many hours an earlier text stands for the listener's mood; null: until they write again. Reported emotions
    /// last from under an hour (fear, surprise) to days (sadness; Verduyn and Lavrijsen, Motivation and Emotion 39,
    /// 2015); one day lies between them and is not tuned. For reviews that are weeks apart, null makes the last review the
    /// mood text. Data without times has no hours: its last text stands.
    /// </summary>
    public double? MoodWindowHours { get; init; } = 24;

    /// <summary>
    /// Whether a row excludes every song that the listener heard before the event, the whole history and not only its
    /// last <see cref="Length"/> songs. The event's own song is never excluded, also where it is a repeat.
    /// </summary>
    public bool ExcludeSeen { get; init; }

    /// <summary>
    /// The folder of the mood encoder that reads the valence of what was written at past songs, once for all texts; null
    /// leaves the column of valences empty.
    /// </summary>
    public string? EncoderFolder { get; init; }

    /// <summary>Reports every wrong value at once.</summary>
    /// <exception cref="MoodRecException">A value is wrong.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Length < 1)
        {
            problems.Add($"{nameof(Length)} is {Length}; it must be at least 1");
        }

        if (!(SessionGapHours > 0))
        {
            problems.Add($"{nameof(SessionGapHours)} is {SessionGapHours}; it must be larger than 0");
        }

        if (MoodWindowHours is { } hours && !(hours >= 0))
        {
            problems.Add($"{nameof(MoodWindowHours)} is {hours}; it must be 0 or more, or null for no limit");
        }

        if (EncoderFolder is { Length: 0 })
        {
            problems.Add($"{nameof(EncoderFolder)} is empty; it must name a folder, or be null for no encoder");
        }

        if (problems.Count > 0)
        {
            throw new MoodRecException($"{nameof(HistoryOptions)}: {string.Join("; ", problems)}.");
        }
    }
}
