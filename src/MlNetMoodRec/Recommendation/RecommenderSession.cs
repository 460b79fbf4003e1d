using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Recommendation;

/// <summary>
/// Scores whole batches of listener contexts with a recommender's ONNX model, where a prediction engine answers one
/// request at a time: every song for evaluation, the best songs for batch scoring. Thread-safe.
/// </summary>
public sealed partial class RecommenderSession : IDisposable
{
    private const int BatchSize = 64;

    private readonly InferenceSession _session;
    private readonly bool _readsMood;

    /// <summary>Opens the model on <paramref name="threads"/> threads.</summary>
    /// <exception cref="MoodRecException">The model is not a recommender.</exception>
    public RecommenderSession(ReadOnlyMemory<byte> onnx, int threads = 1)
    {
        using SessionOptions options = OnnxSessions.CreateOptions(threads);
        _session = new InferenceSession(onnx.ToArray(), options);
        _readsMood = _session.InputMetadata.ContainsKey(MoodColumns.SentimentEmbedding);
        SongIds = _session.ModelMetadata.CustomMetadataMap.TryGetValue(RecommenderColumns.CatalogueMetadata, out string? ids)
            ? JsonSerializer.Deserialize<string[]>(ids)!
            : throw new MoodRecException($"The ONNX model is not a recommender: it has no metadata property '{RecommenderColumns.CatalogueMetadata}'.");
    }

    /// <summary>The songs of the catalogue, in the order of the scores.</summary>
    public IReadOnlyList<string> SongIds { get; }

    /// <summary>
    /// The score of every song for every context, row-major [contexts, songs], larger is better, before any exclusion.
    /// </summary>
    /// <param name="contexts">The contexts; their text is not read.</param>
    /// <param name="sentimentEmbeddings">What the mood encoder made of each context's text (512 numbers), or null without a text.</param>
    public float[] Score(IReadOnlyList<ListenerContext> contexts, IReadOnlyList<float[]?> sentimentEmbeddings) =>
        Compute(contexts, sentimentEmbeddings, [RecommenderColumns.CatalogueScores])[0];

    /// <summary>
    /// The score of every song for every context, as <see cref="Score"/> gives it, and the log odds that the response to
    /// it would be good; both row-major [contexts, songs].
    /// </summary>
    public (float[] Scores, float[] LikeLogits) ScoreWithLikes(IReadOnlyList<ListenerContext> contexts, IReadOnlyList<float[]?> sentimentEmbeddings) =>
        Compute(contexts, sentimentEmbeddings, [RecommenderColumns.CatalogueScores, RecommenderColumns.CatalogueLikeLogits]) is [var scores, var likes]
            ? (scores, likes)
            : throw new InvalidOperationException("two outputs were asked for");

    /// <summary>Closes the model.</summary>
    public void Dispose() => _session.Dispose();

    private float[][] Compute(IReadOnlyList<ListenerContext> contexts, IReadOnlyList<float[]?> sentimentEmbeddings, string[] outputs)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentNullException.ThrowIfNull(sentimentEmbeddings);
        float[][] computed = [.. outputs.Select(_ => new float[(long)contexts.Count * SongIds.Count])];

        // Rows of like length share a batch, so that little of it is padding.
        int[] order = [.. Enumerable.Range(0, contexts.Count).OrderBy(i => contexts[i].RecentSongIds?.Length ?? 0)];
        foreach (int[] rows in order.Chunk(BatchSize))
        {
            List<NamedOnnxValue> inputs = Inputs([.. rows.Select(r => Map(contexts[r], withRequest: false))], [.. rows.Select(r => sentimentEmbeddings[r])]);
            using var batch = _session.Run(inputs, outputs);
            for (int output = 0; output < outputs.Length; output++)
            {
                ReadOnlySpan<float> values = batch[output].AsTensor<float>().ToArray();
                for (int i = 0; i < rows.Length; i++)
                {
                    values.Slice(i * SongIds.Count, SongIds.Count).CopyTo(computed[output].AsSpan(rows[i] * SongIds.Count));
                }
            }
        }

        return computed;
    }

    private List<NamedOnnxValue> Inputs(ListenerContextMapping.Output[] mapped, float[]?[] embeddings)
    {
        int length = mapped.Max(m => m.HistorySongIds.Length);
        List<NamedOnnxValue> inputs =
        [
            Padded(RecommenderColumns.HistorySongIds, mapped, m => m.HistorySongIds, length, ""),
            Padded(RecommenderColumns.HistoryFeedback, mapped, m => m.HistoryFeedback, length, 0f),
            Padded(RecommenderColumns.HistoryValence, mapped, m => m.HistoryValence, length, 0f),
            Padded(RecommenderColumns.HistoryElapsedHours, mapped, m => m.HistoryElapsedHours, length, 0f),
            Padded(RecommenderColumns.ExcludedIds, mapped, m => m.ExcludedIds, mapped.Max(m => m.ExcludedIds.Length), ""),
            Padded(RecommenderColumns.TextHoursAgo, mapped, m => m.TextHoursAgo, 1, 0f),
            Padded(RecommenderColumns.LikeWeight, mapped, m => m.LikeWeight, 1, 0f),
            NamedOnnxValue.CreateFromTensor(RecommenderColumns.TopN, new DenseTensor<long>(new[] { mapped.Max(m => m.TopN[0]) }, [1, 1])),
        ];
        if (_readsMood)
        {
            float[] none = new float[MoodColumns.EmbeddingSize];
            inputs.Add(Padded(MoodColumns.SentimentEmbedding, embeddings, e => e ?? none, none.Length, 0f));
            inputs.Add(Padded(MoodColumns.HasText, embeddings, e => [e is null ? 0f : 1f], 1, 0f));
        }

        inputs.RemoveAll(i => !_session.InputMetadata.ContainsKey(i.Name));
        return inputs;
    }

    /// <summary>A row's inputs; without its exclusions and its number of songs where every song is scored.</summary>
    private static ListenerContextMapping.Output Map(ListenerContext context, bool withRequest)
    {
        var output = new ListenerContextMapping.Output();
        var input = new ListenerContextMapping.Input
        {
            RecentSongIds = context.RecentSongIds,
            RecentFeedback = context.RecentFeedback,
            RecentValence = context.RecentValence,
            RecentHoursAgo = context.RecentHoursAgo,
            ExcludedSongIds = withRequest ? context.ExcludedSongIds : [],
            TextHoursAgo = context.TextHoursAgo,
            LikeWeight = context.LikeWeight,
            TopN = withRequest ? context.TopN : 1,
        };
        ListenerContextMapping.Map(input, output);
        return output;
    }

    private static NamedOnnxValue Padded<TRow, T>(string name, TRow[] rows, Func<TRow, T[]> values, int length, T padding)
    {
        var padded = new T[rows.Length * length];
        Array.Fill(padded, padding);
        for (int i = 0; i < rows.Length; i++)
        {
            values(rows[i]).CopyTo(padded, i * length);
        }

        return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(padded, [rows.Length, length]));
    }
}
