using System.Text.Json.Nodes;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// What sessions like this one held (Jannach and Ludewig 2017; Ludewig and Jannach 2018): of the latest sessions that share a
/// song, the k with the largest cosine speak for their songs. Weighted by recency, a prefix's earlier songs count less in
/// the cosine, and a neighbour's songs count by how late the last song that it shares is. Listeners take the place of
/// sessions where the data has listeners.
/// </summary>
/// <param name="neighbours">How many sessions speak.</param>
/// <param name="sample">Of how many of the latest sessions with a shared song they are chosen.</param>
/// <param name="isRecencyWeighted">Whether later songs of the prefix count more.</param>
/// <param name="popularityPower">The power of the plays that a score is divided by.</param>
internal sealed class SessionKnnMethod(int neighbours, int sample, bool isRecencyWeighted, double popularityPower) : PrefixMethod
{
    private int[][] _sessions = [];
    private int[][] _sessionsOf = [];
    private float[] _perPlay = [];

    public override JsonObject Options => new()
    {
        ["neighbours"] = neighbours, ["sample"] = sample, ["recencyWeighted"] = isRecencyWeighted, ["popularityPower"] = popularityPower,
    };

    protected override void Fit(int[][] sessions, BenchmarkFit fit, CancellationToken cancellation)
    {
        _sessions = [.. sessions.Select(s => s.Distinct().ToArray())];
        List<int>[] of = [.. Songs.Ids.Select(_ => new List<int>())];
        for (int session = 0; session < _sessions.Length; session++)
        {
            foreach (int song in _sessions[session])
            {
                of[song].Add(session);
            }
        }

        _sessionsOf = [.. of.Select(o => o.ToArray())];
        _perPlay = popularityPower > 0 ? PlaysToThe(sessions, -popularityPower) : [];
    }

    protected override void Predict(ReadOnlySpan<int> prefix, SongScores scores)
    {
        // Songs heard twice count where they were heard last.
        var weights = new Dictionary<int, float>();
        for (int i = 0; i < prefix.Length; i++)
        {
            weights[prefix[i]] = isRecencyWeighted ? (i + 1f) / prefix.Length : 1;
        }

        float norm = MathF.Sqrt(weights.Values.Sum(w => w * w));
        foreach ((int session, float similarity, float last) in Neighbours(weights))
        {
            float weight = similarity / (norm * MathF.Sqrt(_sessions[session].Length)) * (isRecencyWeighted ? last : 1);
            foreach (int song in _sessions[session])
            {
                scores.Add(song, weight);
            }
        }

        if (_perPlay.Length > 0)
        {
            scores.Multiply(_perPlay);
        }
    }

    /// <summary>The nearest sessions, the inner product with each, and the largest weight of a shared song.</summary>
    private IEnumerable<(int Session, float Similarity, float Last)> Neighbours(Dictionary<int, float> prefix)
    {
        var shared = new Dictionary<int, (float Similarity, float Last)>();
        foreach ((int song, float weight) in prefix)
        {
            int[] sessions = _sessionsOf[song];
            for (int i = sessions.Length - 1; i >= Math.Max(0, sessions.Length - sample); i--)
            {
                (float similarity, float last) = shared.GetValueOrDefault(sessions[i]);
                shared[sessions[i]] = (similarity + weight, Math.Max(last, weight));
            }
        }

        IEnumerable<KeyValuePair<int, (float Similarity, float Last)>> latest =
            shared.Count > sample ? shared.OrderByDescending(s => s.Key).Take(sample) : shared;
        return latest
            .OrderByDescending(s => s.Value.Similarity / MathF.Sqrt(_sessions[s.Key].Length)).ThenByDescending(s => s.Key)
            .Take(neighbours)
            .Select(s => (s.Key, s.Value.Similarity, s.Value.Last));
    }
}
