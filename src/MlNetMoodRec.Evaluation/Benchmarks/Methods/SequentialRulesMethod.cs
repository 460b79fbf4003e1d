using System.Text.Json.Nodes;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Which songs follow which (Ludewig and Jannach 2018, "Evaluation of session-based recommendation algorithms"): pairs up to
/// a distance apart count with 1 / distance; the last songs of the prefix speak, each by a factor less than the one after
/// it, and what a song says is divided by a power of its plays. With a distance of 1, one song and a power of 0 it is a
/// first-order Markov chain.
/// </summary>
/// <param name="distance">How far apart the songs of a pair may be.</param>
/// <param name="lastSongs">How many songs of the prefix speak.</param>
/// <param name="decay">What each earlier one counts less.</param>
/// <param name="sourcePower">The power of a prefix song's plays that what it says is divided by.</param>
/// <param name="targetPower">The power of a candidate's plays that its score is divided by.</param>
/// <param name="backoff">What the most played song gets for its plays, the others in proportion: it orders songs of equal score.</param>
internal sealed class SequentialRulesMethod(int distance, int lastSongs, double decay, double sourcePower, double targetPower, double backoff = 0) : PrefixMethod
{
    private SongPairs? _rules;
    private float[] _ofSource = [];
    private float[] _ofTarget = [];
    private float[] _popularity = [];

    public override JsonObject Options => new()
    {
        ["distance"] = distance, ["lastSongs"] = lastSongs, ["decay"] = decay, ["sourcePower"] = sourcePower, ["targetPower"] = targetPower, ["backoff"] = backoff,
    };

    protected override void Fit(int[][] sessions, BenchmarkFit fit, CancellationToken cancellation)
    {
        _ofSource = PlaysToThe(sessions, -sourcePower);
        _ofTarget = PlaysToThe(sessions, -targetPower);
        float[] plays = PlaysToThe(sessions, 1);
        float most = plays.Max();
        _popularity = [.. plays.Select(p => (float)(backoff * p / most))];
        _rules = SongPairs.Sum(Songs.Ids.Length, Pairs(sessions), cancellation);
    }

    protected override void Predict(ReadOnlySpan<int> prefix, SongScores scores)
    {
        if (!scores.IsSparse)
        {
            _popularity.CopyTo(scores.Writable);
        }

        double weight = 1;
        for (int i = prefix.Length - 1; i >= Math.Max(0, prefix.Length - lastSongs); i--, weight *= decay)
        {
            (ReadOnlyMemory<int> songs, ReadOnlyMemory<float> weights) = _rules![prefix[i]];
            float ofSong = (float)weight * _ofSource[prefix[i]];
            for (int pair = 0; pair < songs.Length; pair++)
            {
                int song = songs.Span[pair];
                scores.Add(song, ofSong * weights.Span[pair] * _ofTarget[song]);
            }
        }
    }

    protected override SongScores CreateScores() => backoff > 0 ? SongScores.Dense(Songs.Ids.Length) : base.CreateScores();

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
