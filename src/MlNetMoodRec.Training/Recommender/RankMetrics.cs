using System.Numerics;
using System.Runtime.InteropServices;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Metrics of one ranked list with one relevant song. The mean over lists is the HR@k, NDCG@k or MRR@k of a method.
/// </summary>
public static class RankMetrics
{
    /// <summary>
    /// The rank of <paramref name="target"/> among the candidates, 1 being the best. Songs of equal score share the
    /// middle of their ranks, so that a constant score ranks in the middle and never counts as a hit by accident.
    /// A score that is not a number ranks below everything if it is the target's, and above the target if it is another's.
    /// </summary>
    /// <param name="scores">The score of each song; larger is better.</param>
    /// <param name="target">The index of the relevant song.</param>
    /// <param name="excluded">Songs that are no candidates; the target always stays one.</param>
    public static double MidRank(ReadOnlySpan<float> scores, int target, IReadOnlySet<int>? excluded = null)
    {
        float score = scores[target];
        int notAbove = 0;
        int below = 0;
        foreach (ref readonly Vector<float> block in MemoryMarshal.Cast<float, Vector<float>>(scores))
        {
            notAbove -= Vector.Sum(Vector.LessThanOrEqual(block, new Vector<float>(score)));
            below -= Vector.Sum(Vector.LessThan(block, new Vector<float>(score)));
        }

        for (int i = scores.Length - (scores.Length % Vector<float>.Count); i < scores.Length; i++)
        {
            notAbove += scores[i] <= score ? 1 : 0;
            below += scores[i] < score ? 1 : 0;
        }

        // A target that is not a number is not even equal to itself.
        int above = scores.Length - notAbove - (float.IsNaN(score) ? 1 : 0);
        int ties = notAbove - below - (float.IsNaN(score) ? 0 : 1);
        foreach (int song in excluded ?? (IReadOnlySet<int>)EmptySet)
        {
            if (song != target)
            {
                above -= scores[song] <= score ? 0 : 1;
                ties -= scores[song] == score ? 1 : 0;
            }
        }

        return 1 + above + (ties / 2.0);
    }

    /// <summary>HR@k: 1 if the song is among the first <paramref name="k"/>, else 0.</summary>
    public static double HitRate(double rank, int k) => rank <= k ? 1 : 0;

    /// <summary>NDCG@k: 1 / log2(rank + 1) if the song is among the first <paramref name="k"/>, else 0.</summary>
    public static double Ndcg(double rank, int k) => rank <= k ? 1 / Math.Log2(rank + 1) : 0;

    /// <summary>MRR@k: 1 / rank if the song is among the first <paramref name="k"/>, else 0.</summary>
    public static double ReciprocalRank(double rank, int k) => rank <= k ? 1 / rank : 0;

    private static HashSet<int> EmptySet { get; } = [];
}
