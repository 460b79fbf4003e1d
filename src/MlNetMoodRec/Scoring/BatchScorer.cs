using Microsoft.ML.OnnxRuntime;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Scoring;

/// <summary>
/// Recommends songs to many listeners at once: the graphs of a model zip, run on batches of like length on all cores,
/// where <see cref="MoodRecModel.Recommend"/> answers one request. Each distinct text is read once, as long as the
/// memory of <see cref="RememberedTexts"/> readings lasts.
/// </summary>
/// <remarks>
/// The answers are those of the zip up to the rounding of float sums (1e-4). The same calls in the same order give the
/// same answers, bit for bit. Not thread-safe: a call uses all threads by itself.
/// </remarks>
public sealed class BatchScorer : IDisposable
{
    /// <summary>How many readings of texts are kept; 2.2 KB each.</summary>
    public const int RememberedTexts = RememberedReadings.Most;

    private readonly MoodEncoder? _encoder;
    private readonly RecommenderSession _recommender;
    private readonly int _threads;
    private readonly RememberedReadings? _readings;

    private BatchScorer(MoodEncoder? encoder, RecommenderSession recommender, int threads)
    {
        _encoder = encoder;
        _readings = encoder is null ? null : new RememberedReadings(encoder);
        _recommender = recommender;
        _threads = threads;
    }

    /// <summary>Whether the model reads texts.</summary>
    public bool ReadsTexts => _encoder is not null;

    /// <summary>How many songs the model can recommend.</summary>
    public int SongCount => _recommender.SongIds.Count;

    internal MoodEncoder? Encoder => _encoder;

    internal RecommenderSession Recommender => _recommender;

    /// <summary>Opens a model zip.</summary>
    /// <param name="path">The zip.</param>
    /// <param name="threads">How many batches run side by side; as many as there are processors unless told otherwise.</param>
    /// <exception cref="MoodRecException">
    /// The file is no whole model zip, or its stages are not those that this library writes.
    /// </exception>
    public static BatchScorer Load(string path, int? threads = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads ?? 1, 1);
        int count = threads ?? Environment.ProcessorCount;
        using MoodRecModel model = MoodRecModel.Load(path);
        MoodEncoder? encoder = ZipMoodEncoder.Open(model, path, count);
        var scorer = new BatchScorer(encoder, new RecommenderSession(model.RecommenderOnnx), count);
        try
        {
            scorer.CheckAgainst(model, path);
            return scorer;
        }
        catch
        {
            scorer.Dispose();
            throw;
        }
    }

    /// <summary>The songs that fit each context, best first, in the order of the contexts.</summary>
    /// <param name="contexts">The contexts.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public SongRecommendations[] Recommend(IReadOnlyList<ListenerContext> contexts, CancellationToken cancellationToken = default) =>
        Recommend(contexts, ReadTexts(contexts, cancellationToken), cancellationToken);

    /// <summary>The same with what <see cref="ReadTexts"/> gave, which may read other texts on another thread meanwhile.</summary>
    /// <param name="contexts">The contexts.</param>
    /// <param name="readings">What it read in each context's text; null for a model that reads no texts.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    internal SongRecommendations[] Recommend(IReadOnlyList<ListenerContext> contexts, IReadOnlyList<MoodReading>? readings, CancellationToken cancellationToken) =>
        _recommender.Recommend(contexts, readings, _threads, cancellationToken);

    /// <summary>
    /// Reads the texts of contexts as <see cref="Recommend(IReadOnlyList{ListenerContext}, CancellationToken)"/> does, and
    /// remembers the readings. Null for a model that reads no texts.
    /// </summary>
    public IReadOnlyList<MoodReading>? ReadTexts(IReadOnlyList<ListenerContext> contexts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        return _readings?.Read([.. contexts.Select(context => context.Text ?? "")], cancellationToken);
    }

    /// <summary>Forgets the readings of texts, to make room for those of other texts.</summary>
    public void ForgetTexts() => _readings?.Clear();

    /// <summary>Closes the graphs.</summary>
    public void Dispose()
    {
        _encoder?.Dispose();
        _recommender.Dispose();
    }

    /// <summary>A zip may hold stages of its own, which batches would leave out.</summary>
    private void CheckAgainst(MoodRecModel model, string path)
    {
        ListenerContext context = ProbeContext.Of(_recommender.SongIds.Take(3));
        SongRecommendations one = model.Recommend(context);
        SongRecommendations batched;
        try
        {
            batched = Recommend([context])[0];
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or InvalidOperationException or ArgumentException)
        {
            throw new MoodRecException($"The model in '{path}' loads, but fails on a batch of requests: {exception.Message} Train it again.", exception);
        }

        const float Tolerance = 1e-3f;
        static float[] Numbers(SongRecommendations answer) => [answer.Valence, answer.Arousal, .. answer.Scores, .. answer.LikeProbabilities];
        float[] expected = Numbers(one);
        float[] found = Numbers(batched);
        if (one.Basis != batched.Basis || expected.Length != found.Length
            || expected.Zip(found).Any(n => !(Math.Abs(n.First - n.Second) <= Tolerance * Math.Max(1, Math.Abs(n.First)))))
        {
            throw new MoodRecException(
                $"The model in '{path}' gives other answers in batches than one by one: it has stages that 'moodrec train' does not write. " +
                "Score it with MoodRecModel.Recommend, or train a model without those stages.");
        }

        ForgetTexts();
    }
}
