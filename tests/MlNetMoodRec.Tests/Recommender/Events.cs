using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Recommender;

/// <summary>A row of training data after the mood encoder.</summary>
internal sealed class EncodedEvent : ListenerContext
{
    public string SongId { get; set; } = "";

    public float Feedback { get; set; } = 1;

    public DateTime Time { get; set; }

    [VectorType(MoodColumns.EmbeddingSize)]
    public float[] SentimentEmbedding { get; set; } = new float[MoodColumns.EmbeddingSize];

    public float HasText { get; set; }
}

/// <summary>Writes small data sets down.</summary>
internal static class Events
{
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static MLContext Context { get; } = new(seed: 1);

    /// <summary>One row for each song, an hour apart, without a text.</summary>
    public static IEnumerable<EncodedEvent> Of(string user, params string[] songs) =>
        songs.Select((song, i) => new EncodedEvent { UserId = user, SongId = song, Time = Start.AddHours(i) });

    public static IDataView View(IEnumerable<EncodedEvent> rows) => Context.Data.LoadFromEnumerable(rows.ToList());

    /// <summary>An embedding with its weight on one number.</summary>
    public static float[] Embedding(int hot)
    {
        var embedding = new float[MoodColumns.EmbeddingSize];
        embedding[hot] = 3;
        return embedding;
    }
}
