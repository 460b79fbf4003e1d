using Microsoft.ML;

namespace MlNetMoodRec.Recommendation;

/// <summary>
/// Finds reasons by leaving out: recent songs one at a time, and words one at a time. One thread at a time.
/// </summary>
internal sealed class RecommendationExplainer : IDisposable
{
    /// <summary>How many of the latest songs and of the first words are left out in turn: each costs a run of the model.</summary>
    private const int MostSongs = 50;
    private const int MostWords = 100;

    private const int ReasonsPerSong = 3;

    /// <summary>Contexts scored at a time, so that a large catalogue's scores need little memory.</summary>
    private const int ContextsAtATime = 16;

    private readonly MoodRecModel _model;
    private readonly RecommenderSession _session;
    private readonly PredictionEngine<ListenerContext, TextReading>? _reader;
    private readonly Dictionary<string, int> _positions;

    public RecommendationExplainer(MoodRecModel model, MLContext context)
    {
        _model = model;
        _session = new RecommenderSession(model.RecommenderOnnx);
        _positions = _session.SongIds.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => p.i, StringComparer.Ordinal);
        _reader = model.MoodReader is { } reader
            ? context.Model.CreatePredictionEngine<ListenerContext, TextReading>(reader, new PredictionEngineOptions { OwnsTransformer = false })
            : null;
    }

    public RecommendationExplanation Explain(ListenerContext context)
    {
        SongRecommendations answer = _model.Recommend(context);
        TextReading? reading = Read(context.Text);
        return new RecommendationExplanation
        {
            Answer = answer,
            WithoutText = reading is null ? null : _model.Recommend(context.Copy(c => c.Text = "")),
            Songs = Reasons(context, answer, reading?.SentimentEmbedding),
            Words = reading is null ? [] : Words(context.Text, reading),
        };
    }

    public void Dispose()
    {
        _session.Dispose();
        _reader?.Dispose();
    }

    private TextReading? Read(string? text) => _reader?.Predict(new ListenerContext { Text = text ?? "" }) is { HasText: > 0 } reading ? reading : null;

    private WordInfluence[] Words(string text, TextReading whole)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Take(MostWords).Select((word, i) =>
        {
            TextReading? without = Read(string.Join(' ', words.Where((_, other) => other != i)));
            return new WordInfluence(word, whole.Valence - (without?.Valence ?? 0), whole.Arousal - (without?.Arousal ?? 0));
        })];
    }

    private SongReason[] Reasons(ListenerContext context, SongRecommendations answer, float[]? embedding)
    {
        int[] songs = [.. answer.SongIds.Select(id => _positions[id])];
        string[] recent = [.. (context.RecentSongIds ?? []).Reverse().Where(id => id is not null && _positions.ContainsKey(id)).Distinct().Take(MostSongs)];
        float[] whole = Standing([context], embedding, songs)[0];
        float[][] without = [.. recent.Chunk(ContextsAtATime).SelectMany(left => Standing([.. left.Select(id => Without(context, id))], embedding, songs))];
        return [.. songs.Select((_, i) => new SongReason(
            answer.SongIds[i],
            [.. recent.Select((id, r) => new RecentSongInfluence(id, whole[i] - without[r][i]))
                .Where(influence => influence.Influence > 0).OrderByDescending(influence => influence.Influence).Take(ReasonsPerSong)]))];
    }

    /// <summary>How far each of the songs stands above the average of the catalogue, in each context.</summary>
    private float[][] Standing(ListenerContext[] contexts, float[]? embedding, int[] songs)
    {
        float[] scores = _session.Score(contexts, [.. contexts.Select(_ => embedding)]);
        return [.. scores.Chunk(_session.SongIds.Count).Select(row =>
        {
            float average = row.Average();
            return songs.Select(song => row[song] - average).ToArray();
        })];
    }

    private static ListenerContext Without(ListenerContext context, string song)
    {
        int[] kept = [.. Enumerable.Range(0, context.RecentSongIds.Length).Where(i => context.RecentSongIds[i] != song)];
        return context.Copy(c =>
        {
            c.RecentSongIds = Keep(c.RecentSongIds, kept);
            c.RecentFeedback = Keep(c.RecentFeedback, kept);
            c.RecentValence = Keep(c.RecentValence, kept);
            c.RecentHoursAgo = Keep(c.RecentHoursAgo, kept);
        });
    }

    /// <summary>A column that is too short stays so.</summary>
    private static T[] Keep<T>(T[]? values, int[] kept) => values is null ? [] : [.. kept.Where(i => i < values.Length).Select(i => values[i])];

    private sealed class TextReading
    {
        public float HasText { get; set; }

        public float Valence { get; set; }

        public float Arousal { get; set; }

        public float[] SentimentEmbedding { get; set; } = [];
    }
}
