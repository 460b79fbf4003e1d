using Microsoft.ML.OnnxRuntime;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Recommendation;

public sealed partial class RecommenderSession
{
    // What keeps a batch's memory in bounds with long histories or exclusions, and with large catalogues.
    private const int IdsPerBatch = BatchSize * 256;
    private const int ScoresPerBatch = BatchSize * 8192;

    private static readonly string[] TopOutputs =
    [
        RecommenderColumns.SongIds, RecommenderColumns.Titles, RecommenderColumns.Scores, RecommenderColumns.LikeProbabilities, RecommenderColumns.Basis,
    ];

    /// <summary>
    /// The best songs for every context, as the model zip gives them up to the rounding of float sums. The graph itself
    /// picks them: the scores of the catalogue never leave it.
    /// </summary>
    /// <param name="contexts">The contexts; their text is not read.</param>
    /// <param name="readings">What the mood encoder read in each context's text, or null for a model without an encoder.</param>
    /// <param name="threads">How many batches run side by side.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public SongRecommendations[] Recommend(
        IReadOnlyList<ListenerContext> contexts,
        IReadOnlyList<MoodReading>? readings,
        int threads = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        var answers = new SongRecommendations[contexts.Count];
        Parallel.ForEach(
            Batches(contexts),
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            rows =>
            {
                ListenerContextMapping.Output[] mapped = [.. rows.Select(r => Map(contexts[r], withRequest: true))];
                using var outputs = _session.Run(TopInputs(mapped, rows, readings), TopOutputs);
                string[] songs = [.. outputs[0].AsEnumerable<string>()];
                string[] titles = [.. outputs[1].AsEnumerable<string>()];
                float[] scores = [.. outputs[2].AsEnumerable<float>()];
                float[] likes = [.. outputs[3].AsEnumerable<float>()];
                string[] basis = [.. outputs[4].AsEnumerable<string>()];
                int width = songs.Length / rows.Length;
                for (int i = 0; i < rows.Length; i++)
                {
                    // A row that has fewer songs left than the others ends with empty ids.
                    int asked = (int)Math.Min(mapped[i].TopN[0], width);
                    int count = songs.AsSpan(i * width, asked).IndexOf("") is var end and >= 0 ? end : asked;
                    Range found = (i * width)..((i * width) + count);
                    answers[rows[i]] = Answer(songs[found], titles[found], scores[found], likes[found], basis[i], readings?[rows[i]]);
                }
            });
        return answers;
    }

    /// <summary>Rows of like length share a batch, so that little of it is padding.</summary>
    internal List<int[]> Batches(IReadOnlyList<ListenerContext> contexts)
    {
        int[] order = [.. Enumerable.Range(0, contexts.Count).OrderBy(i => History(contexts[i])).ThenBy(i => Width(contexts[i]))];
        int most = Math.Clamp(ScoresPerBatch / SongIds.Count, 1, BatchSize);
        List<int[]> batches = [];
        for (int start = 0, end; start < order.Length; start = end)
        {
            int width = 1;
            for (end = start; end < order.Length && end - start < most; end++)
            {
                width = Math.Max(width, Width(contexts[order[end]]));
                if (end > start && width * (end - start + 1L) > IdsPerBatch)
                {
                    break;
                }
            }

            batches.Add(order[start..end]);
        }

        return batches;

        static int History(ListenerContext context) => context.RecentSongIds?.Length ?? 0;

        static int Width(ListenerContext context) => Math.Max(History(context), context.ExcludedSongIds?.Length ?? 0);
    }

    /// <summary>The graph's inputs for one batch.</summary>
    internal List<NamedOnnxValue> TopInputs(IReadOnlyList<ListenerContext> contexts, int[] rows, IReadOnlyList<MoodReading>? readings) =>
        TopInputs([.. rows.Select(r => Map(contexts[r], withRequest: true))], rows, readings);

    /// <summary>Runs the graph on one batch and drops the answer: what a benchmark compares with.</summary>
    internal void RunOnly(List<NamedOnnxValue> inputs) => _session.Run(inputs, TopOutputs).Dispose();

    private List<NamedOnnxValue> TopInputs(ListenerContextMapping.Output[] mapped, int[] rows, IReadOnlyList<MoodReading>? readings) =>
        Inputs(mapped, [.. rows.Select(r => readings?[r] is { HasText: true } reading ? reading.SentimentEmbedding : null)]);

    private static SongRecommendations Answer(string[] songs, string[] titles, float[] scores, float[] likes, string basis, MoodReading? reading) => new()
    {
        SongIds = songs,
        Titles = titles,
        Scores = scores,
        LikeProbabilities = likes,
        Basis = basis,
        Valence = reading is { HasText: true } ? reading.Valence : 0, // A graph may say -0.
        Arousal = reading is { HasText: true } ? reading.Arousal : 0,
        Emotion = reading?.Emotion ?? "",
        EmotionProbabilities = reading?.EmotionProbabilities ?? [],
    };
}
