using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation.Policies;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>A trained recommender as the one that recommends on the simulated platform.</summary>
/// <param name="name">The method's name.</param>
/// <param name="session">Its model.</param>
/// <param name="moods">What reads texts.</param>
/// <param name="likeWeight">What liking counts beside being chosen.</param>
internal sealed class RecommenderPolicy(string name, RecommenderSession session, MoodCache moods, float likeWeight) : ISongPolicy
{
    /// <summary>Bounds the memory that scores of the whole catalogue take.</summary>
    private const int RequestsPerCall = 512;

    private static readonly HashSet<int> NoSongs = [];

    public string Name => name;

    public IReadOnlyList<IReadOnlyList<string>> Recommend(IReadOnlyList<PolicyRequest> requests, int count) =>
        [.. requests.Chunk(RequestsPerCall).SelectMany(chunk => RecommendChunk(chunk, count))];

    private IEnumerable<string[]> RecommendChunk(PolicyRequest[] requests, int count)
    {
        foreach (PolicyRequest request in requests)
        {
            IReadOnlyList<MoodReading> past = moods.Read([.. request.Recent.Select(i => i.Text)]);
            request.Context.RecentValence = [.. past.Select(r => r.Valence)];
        }

        ListenerContext[] contexts = [.. requests.Select(r => r.Context)];
        (float[] scores, float[] likes) = session.ScoreWithLikes(contexts, moods.Embeddings(contexts.Select(c => c.Text)));
        int songs = session.SongIds.Count;
        for (int i = 0; i < scores.Length && likeWeight > 0; i++)
        {
            scores[i] -= likeWeight * MathF.Log(1 + MathF.Exp(-likes[i]));
        }

        var best = new int[Math.Min(count, songs)];
        for (int row = 0; row < requests.Length; row++)
        {
            int found = TopSongs.Find(scores.AsSpan(row * songs, songs), NoSongs, best);
            yield return [.. best.Take(found).Select(song => session.SongIds[song])];
        }
    }
}
