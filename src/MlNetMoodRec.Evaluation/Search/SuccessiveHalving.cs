namespace MlNetMoodRec.Evaluation.Search;

/// <summary>
/// Successive halving (Jamieson and Talwalkar 2016, "Non-stochastic Best Arm Identification and Hyperparameter
/// Optimization", algorithm 1; with the rungs of one bracket of Hyperband, Li et al. 2018, algorithm 1): all trials are
/// trained for a little, the best share of them for longer, and so on.
/// </summary>
/// <remarks>
/// A rung is decided when all its trials are through it. The asynchronous kind (ASHA) keeps more machines busy, but whom it
/// promotes depends on who finishes first.
/// </remarks>
internal static class SuccessiveHalving
{
    /// <summary>The rungs: the last has all epochs, and each before it the <paramref name="reduction"/>-th part of the next, rounded down.</summary>
    public static IReadOnlyList<SearchRung> Plan(int trials, int epochs, int minEpochs, int reduction)
    {
        var lengths = new Stack<int>();
        for (int length = epochs; length >= minEpochs; length /= reduction)
        {
            lengths.Push(length);
        }

        var rungs = new List<SearchRung>();
        foreach (int length in lengths)
        {
            rungs.Add(new SearchRung(length, trials));
            trials = Math.Max(1, trials / reduction);
        }

        return rungs;
    }

    /// <summary>The trials that go on: those with the best validation NDCG@10 so far, the earlier of equals, none that failed.</summary>
    public static IReadOnlyList<SearchTrial> Promote(IEnumerable<SearchTrial> trials, int count) =>
        [.. Rank(trials).Take(count).OrderBy(t => t.Number)];

    /// <summary>The trials that did not fail, the best first.</summary>
    public static IEnumerable<SearchTrial> Rank(IEnumerable<SearchTrial> trials) =>
        trials.Where(t => t.State != TrialState.Failed).OrderByDescending(t => t.BestNdcg).ThenBy(t => t.Number);
}
