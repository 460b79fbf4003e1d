using Microsoft.ML;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation;

/// <summary>Reads texts with the part of a pipeline that reads the mood, each different text once.</summary>
internal static class TextMoods
{
    /// <summary>The valence and the embedding of each text; no embedding where there is nothing to read.</summary>
    public static IReadOnlyList<(float Valence, float[]? Embedding)> Read(MLContext context, ITransformer moodReader, IReadOnlyList<string> texts)
    {
        IDataView rows = context.Data.LoadFromEnumerable(texts.Select(text => new TextRow { Text = text }));
        return [.. context.Data.CreateEnumerable<MoodRow>(moodReader.Transform(rows), reuseRowObject: false)
            .Select(row => (row.Valence, row.HasText > 0 ? row.SentimentEmbedding : null))];
    }

    /// <summary>The embedding of the mood text of each row; null for a row without one.</summary>
    public static IReadOnlyList<float[]?> OfRows(MLContext context, ITransformer moodReader, IReadOnlyList<ListenerEvent> rows)
    {
        string[] texts = [.. rows.Select(r => r.Text ?? "").Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];
        Dictionary<string, float[]?> embeddings = texts.Zip(Read(context, moodReader, texts))
            .ToDictionary(t => t.First, t => t.Second.Embedding, StringComparer.Ordinal);
        return [.. rows.Select(r => string.IsNullOrEmpty(r.Text) ? null : embeddings[r.Text])];
    }

    private sealed class TextRow
    {
        public string Text { get; set; } = "";
    }

    private sealed class MoodRow
    {
        public float Valence { get; set; }

        public float HasText { get; set; }

        public float[] SentimentEmbedding { get; set; } = [];
    }
}
