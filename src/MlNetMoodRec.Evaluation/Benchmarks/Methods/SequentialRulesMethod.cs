using System.Text.Json.Nodes;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Which songs follow which (Ludewig and Jannach 2018, "Evaluation of session-based recommendation algorithms"): pairs up to
/// a distance apart count with 1 / distance; the last songs of the prefix speak, each by a factor less than the one after
/// it, and a song's score is divided by a power of its plays. With a distance of 1, one song and a power of 0 it is a
/// first-order Markov chain.
/// </summary>
/// <param name="distance">How far apart the songs of a pair may be.</param>
/// <param name="lastSongs">How many songs of the prefix speak.</param>
/// <param name="decay">What each earlier one counts less.</param>
/// <param name="popularityPower">The power of the plays that a score is divided by.</param>
internal sealed class SequentialRulesMethod(int distance, int lastSongs, double decay, double popularityPower) : PrefixMethod
{
    private SongPairs? _rules;
    private float[] _perPlay = [];

    public override JsonObject Options => new()
    {
        ["distance"] = distance, ["lastSongs"] = lastSongs, ["decay"] = decay, ["popularityPower"] = popularityPower,
    };

    protected override void Fit(int[][] sessions, BenchmarkFit fit, CancellationToken cancellation)
    {
        _perPlay = popularityPower > 0 ? PlaysToThe(sessions, -popularityPower) : [];
        _rules = SongPairs.Sum(Songs.Ids.Length, Pairs(sessions), cancellation);
    }

    protected override void Predict(ReadOnlySpan<int> prefix, SongScores scores)
    {
        double weight = 1;
        for (int i = prefix.Length - 1; i >= Math.Max(0, prefix.Length - lastSongs); i--, weight *= decay)
        {
            (ReadOnlyMemory<int> songs, ReadOnlyMemory<float> weights) = _rules![prefix[i]];
            for (int pair = 0; pair < songs.Length; pair++)
            {
                scores.Add(songs.Span[pair], (float)weight * weights.Span[pair]);
            }
        }

        if (_perPlay.Length > 0)
        {
            scores.Multiply(_perPlay);
        }
    }

    private IEnumerable<(int From, int To, float Weight)> Pairs(int[][] sessions)
    {
        foreach (int[] session in sessions)
        {
            for (int to = 1; to < session.Length; to++)
            {
                for (int from = Math.Max(0, to - distance); from < to; from++)
                {
                    yield return (session[from], session[to], 1f / (to - from));
                }
            }
        }
    }
}
