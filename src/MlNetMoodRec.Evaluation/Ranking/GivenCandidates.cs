namespace MlNetMoodRec.Evaluation;

/// <summary>
/// Songs that each row's target is ranked among besides the whole catalogue, and the ranks. A candidate that the model does
/// not know is below every other.
/// </summary>
internal sealed class GivenCandidates(IReadOnlyList<IReadOnlyList<string>> candidates)
{
    public int Count => candidates.Count;

    /// <summary>The rank of each row's target; null where the model does not know it.</summary>
    public double?[] Ranks { get; } = new double?[candidates.Count];

    public void Rank(int row, SongScores scores, Dictionary<string, int> catalogue, int target) =>
        Ranks[row] = target < 0 ? null : scores.MidRank(target, candidates[row].Select(id => catalogue.GetValueOrDefault(id, -1)).Where(s => s >= 0));
}
