using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Recommender;

/// <summary>One row of a graph's input, and the same for every value that is left out as when serving.</summary>
internal sealed record GraphRow(params string[] Songs)
{
    public float[] Feedback { get; init; } = [.. Enumerable.Repeat(1f, Songs.Length)];

    public float[] Valence { get; init; } = new float[Songs.Length];

    public float[] ElapsedHours { get; init; } = [.. Enumerable.Repeat(-1f, Songs.Length)];

    public string[] Excluded { get; init; } = [];

    public float[]? Embedding { get; init; }

    public float TextHoursAgo { get; init; }

    public float LikeWeight { get; init; }
}

/// <summary>Runs a batch through a recommender's graph with plain ONNX Runtime.</summary>
internal sealed class GraphRun
{
    public GraphRun(ReadOnlyMemory<byte> onnx, long topN, params GraphRow[] rows)
    {
        using var session = new InferenceSession(onnx.ToArray());
        int history = Math.Max(1, rows.Max(r => r.Songs.Length));
        int excluded = Math.Max(1, rows.Max(r => r.Excluded.Length));
        List<NamedOnnxValue> inputs =
        [
            Pad(RecommenderColumns.HistorySongIds, rows, r => r.Songs, history, ""),
            Pad(RecommenderColumns.HistoryFeedback, rows, r => r.Feedback, history, 0f),
            Pad(RecommenderColumns.HistoryValence, rows, r => r.Valence, history, 0f),
            Pad(RecommenderColumns.HistoryElapsedHours, rows, r => r.ElapsedHours, history, 0f),
            Pad(RecommenderColumns.ExcludedIds, rows, r => r.Excluded, excluded, ""),
            Pad(RecommenderColumns.LikeWeight, rows, r => [r.LikeWeight], 1, 0f),
            NamedOnnxValue.CreateFromTensor(RecommenderColumns.TopN, new DenseTensor<long>(new[] { topN }, [1, 1])),
        ];
        if (session.InputMetadata.ContainsKey(MoodColumns.SentimentEmbedding))
        {
            inputs.Add(Pad(MoodColumns.SentimentEmbedding, rows, r => r.Embedding ?? new float[MoodColumns.EmbeddingSize], MoodColumns.EmbeddingSize, 0f));
            inputs.Add(Pad(RecommenderColumns.TextHoursAgo, rows, r => [r.TextHoursAgo], 1, 0f));
            inputs.Add(Pad(MoodColumns.HasText, rows, r => [r.Embedding is null ? 0f : 1f], 1, 0f));
        }

        using var outputs = session.Run(inputs);
        SongIds = Rows<string>(outputs, RecommenderColumns.SongIds);
        Titles = Rows<string>(outputs, RecommenderColumns.Titles);
        Scores = Rows<float>(outputs, RecommenderColumns.Scores);
        CatalogueScores = Rows<float>(outputs, RecommenderColumns.CatalogueScores);
        LikeProbabilities = Rows<float>(outputs, RecommenderColumns.LikeProbabilities);
        CatalogueLikeLogits = Rows<float>(outputs, RecommenderColumns.CatalogueLikeLogits);
        Basis = [.. Rows<string>(outputs, RecommenderColumns.Basis).Select(b => b[0])];
    }

    public string[][] SongIds { get; }

    public string[][] Titles { get; }

    public float[][] Scores { get; }

    public float[][] CatalogueScores { get; }

    public float[][] LikeProbabilities { get; }

    public float[][] CatalogueLikeLogits { get; }

    public string[] Basis { get; }

    private static NamedOnnxValue Pad<T>(string name, GraphRow[] rows, Func<GraphRow, T[]> values, int length, T padding)
    {
        T[] padded = [.. rows.SelectMany(r => values(r).Concat(Enumerable.Repeat(padding, length - values(r).Length)))];
        return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(padded, [rows.Length, length]));
    }

    private static T[][] Rows<T>(IEnumerable<DisposableNamedOnnxValue> outputs, string name)
    {
        Tensor<T> tensor = outputs.Single(o => o.Name == name).AsTensor<T>();
        int width = tensor.Dimensions[1];
        return width == 0 ? [.. Enumerable.Repeat(Array.Empty<T>(), tensor.Dimensions[0])] : [.. tensor.ToArray().Chunk(width)];
    }
}
