using System.Text.Json.Nodes;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Songs that are heard in the sessions in which the prefix's songs are heard: the cosine of their session vectors with a
/// shrinkage that draws rare pairs to 0 (Sarwar et al. 2001), each earlier song of the prefix by a factor less.
/// </summary>
/// <param name="shrinkage">Sessions added to the cosine's denominator.</param>
/// <param name="decay">What each earlier song counts less; 1 for nothing.</param>
/// <param name="popularityPower">The power of a candidate's sessions in the denominator; 0.5 is the cosine.</param>
internal sealed class ItemKnnMethod(double shrinkage, double decay, double popularityPower) : PrefixMethod
{
    /// <summary>Songs of a long session that are paired with each of its songs, before and after it: pairs grow with the square of the length.</summary>
    private const int Reach = 100;

    private SongPairs? _together;
    private float[] _ofHeard = [];
    private float[] _ofCandidate = [];

    public override JsonObject Options => new() { ["shrinkage"] = shrinkage, ["decay"] = decay, ["popularityPower"] = popularityPower };

    protected override void Fit(int[][] sessions, BenchmarkFit fit, CancellationToken cancellation)
    {
        int[][] different = [.. sessions.Select(s => s.Distinct().ToArray())];
        _ofHeard = PlaysToThe(different, 1 - popularityPower);
        _ofCandidate = PlaysToThe(different, popularityPower);
        _together = SongPairs.Sum(Songs.Ids.Length, Pairs(different), cancellation);
    }

    protected override void Predict(ReadOnlySpan<int> prefix, SongScores scores)
    {
        double weight = 1;
        for (int i = prefix.Length - 1; i >= 0; i--, weight *= decay)
        {
            (ReadOnlyMemory<int> songs, ReadOnlyMemory<float> together) = _together![prefix[i]];
            for (int pair = 0; pair < songs.Length; pair++)
            {
                int song = songs.Span[pair];
                scores.Add(song, (float)(weight * together.Span[pair] / ((_ofHeard[prefix[i]] * _ofCandidate[song]) + shrinkage)));
            }
        }
    }

    private static IEnumerable<(int From, int To, float Weight)> Pairs(int[][] sessions)
    {
        foreach (int[] session in sessions)
        {
            for (int i = 0; i < session.Length; i++)
            {
                for (int j = Math.Max(0, i - Reach); j < Math.Min(session.Length, i + Reach + 1); j++)
                {
                    if (i != j)
                    {
                        yield return (session[i], session[j], 1);
                    }
                }
            }
        }
    }
}
