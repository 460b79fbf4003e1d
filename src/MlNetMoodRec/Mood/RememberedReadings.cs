namespace MlNetMoodRec.Mood;

/// <summary>
/// Reads each distinct text once as long as the memory of <see cref="Most"/> readings lasts; a full memory starts again
/// with the next texts. The same calls give the same readings, bit for bit. Not thread-safe.
/// </summary>
internal sealed class RememberedReadings(MoodEncoder encoder)
{
    /// <summary>How many readings are kept; 2.2 KB each.</summary>
    public const int Most = 16_384;

    private readonly Dictionary<string, MoodReading> _readings = new(StringComparer.Ordinal);

    /// <summary>The readings of texts, in their order.</summary>
    public IReadOnlyList<MoodReading> Read(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        string[] unread = [.. texts.Where(text => !_readings.ContainsKey(text)).Distinct(StringComparer.Ordinal)];
        if (_readings.Count + unread.Length > Most)
        {
            _readings.Clear();
            unread = [.. texts.Distinct(StringComparer.Ordinal)];
        }

        IReadOnlyList<MoodReading> read = encoder.Read(unread, cancellationToken: cancellation);
        for (int i = 0; i < unread.Length; i++)
        {
            _readings.Add(unread[i], read[i]);
        }

        MoodReading[] all = [.. texts.Select(text => _readings[text])];
        if (_readings.Count > Most)
        {
            _readings.Clear();
        }

        return all;
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear() => _readings.Clear();
}
