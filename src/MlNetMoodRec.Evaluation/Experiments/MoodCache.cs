using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What a mood encoder reads in texts, each different text read once, in batches. Thread-safe.</summary>
internal sealed class MoodCache(MoodEncoder encoder)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MoodReading> _readings = new(StringComparer.Ordinal);

    /// <summary>The readings of texts, in their order.</summary>
    public IReadOnlyList<MoodReading> Read(IReadOnlyList<string> texts, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            string[] unread = [.. texts.Where(t => !_readings.ContainsKey(t)).Distinct(StringComparer.Ordinal)];
            foreach ((string text, MoodReading reading) in unread.Zip(encoder.Read(unread, progress: null, cancellation)))
            {
                _readings.Add(text, reading);
            }

            return [.. texts.Select(t => _readings[t])];
        }
    }

    /// <summary>The embeddings of texts; null where there is nothing to read.</summary>
    public IReadOnlyList<float[]?> Embeddings(IEnumerable<string?> texts) =>
        [.. Read([.. texts.Select(t => t ?? "")]).Select(r => r.HasText ? r.SentimentEmbedding : null)];
}
