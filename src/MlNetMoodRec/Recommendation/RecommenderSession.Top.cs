using System.Collections.Concurrent;
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
        RecommenderColumns.SongIds, RecommenderColumns.Titles, RecommenderColumns.Scores, RecommenderColumns.LikeProbabilities,
        RecommenderColumns.CandidateFeatures, RecommenderColumns.Basis,
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
        // The longest first, one by one: the threads end together.
        Parallel.ForEach(
            Partitioner.Create(Batches(contexts).AsEnumerable().Reverse(), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            rows =>
            {
                ListenerContextMapping.Output[] mapped = [.. rows.Select(r => MapRequest(contexts[r], readings?[r]))];
                using var outputs = _session.Run(TopInputs(mapped, rows, readings), TopOutputs);
                var candidates = new CandidateBatch(outputs, rows.Length);
                for (int i = 0; i < rows.Length; i++)
                {
                    answers[rows[i]] = Answer(candidates.Row(i, mapped[i], contexts[rows[i]]), readings?[rows[i]]);
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

        static int Width(ListenerContext context) =>
            Math.Max(History(context), Math.Max(context.ExcludedSongIds?.Length ?? 0, context.AllowedSongIds?.Length ?? 0));
    }

    /// <summary>The graph's inputs for one batch.</summary>
    internal List<NamedOnnxValue> TopInputs(IReadOnlyList<ListenerContext> contexts, int[] rows, IReadOnlyList<MoodReading>? readings) =>
        TopInputs([.. rows.Select(r => MapRequest(contexts[r], readings?[r]))], rows, readings);

    /// <summary>Runs the graph on one batch and drops the answer: what a benchmark compares with.</summary>
    internal void RunOnly(List<NamedOnnxValue> inputs) => _session.Run(inputs, TopOutputs).Dispose();

    private List<NamedOnnxValue> TopInputs(ListenerContextMapping.Output[] mapped, int[] rows, IReadOnlyList<MoodReading>? readings) =>
        Inputs(mapped, [.. rows.Select(r => readings?[r] is { HasText: true } reading ? reading.SentimentEmbedding : null)]);

    private static ListenerContextMapping.Output MapRequest(ListenerContext context, MoodReading? reading)
    {
        var output = new ListenerContextMapping.Output();
        ListenerContextMapping.Map(
            ListenerContextMapping.Input.Of(context), output, reading is { HasText: true } ? new MoodPoint(reading.Valence, reading.Arousal) : null);
        return output;
    }

    private static SongRecommendations Answer(RankingMapping.Input candidates, MoodReading? reading)
    {
        var ranked = new RankingMapping.Output();
        RankingMapping.Map(candidates, ranked);
        return new SongRecommendations
        {
            SongIds = ranked.SongIds,
            Titles = ranked.Titles,
            Scores = ranked.Scores,
            LikeProbabilities = ranked.LikeProbabilities,
            Basis = ranked.Basis,
            Notes = ranked.Notes,
            Valence = reading is { HasText: true } ? reading.Valence : 0, // A graph may say -0.
            Arousal = reading is { HasText: true } ? reading.Arousal : 0,
            StartValence = candidates.StartValence,
            StartArousal = candidates.StartArousal,
            TargetValence = candidates.TargetValence,
            TargetArousal = candidates.TargetArousal,
            Emotion = reading?.Emotion ?? "",
            EmotionProbabilities = reading?.EmotionProbabilities ?? [],
        };
    }
}
