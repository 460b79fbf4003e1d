using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// The methods that the LSTM is compared with, each with the options that the validation part chooses from: eight for every
/// method that has some, so that none is favoured by the search.
/// </summary>
internal static class Baselines
{
    /// <summary>For data in which each listener has one long history.</summary>
    public static IReadOnlyList<BenchmarkMethod> ForListeners { get; } =
    [
        new("popularity", false, [() => new PopularityMethod(1)]),
        Rules([(5, 5), (20, 20)], decay: 0.8),
        Knn([0.8, 1]),
        new("user-knn", false, SessionKnn([50, 200], recency: [false, true], powers: [0, 0.5], sample: int.MaxValue)),
        Als("als-static", [options => new StaticAlsMethod(options)], AlsWeightsForListeners) with { TriesShorterHistories = false },
        Als("als", [FoldIn(1)], AlsWeightsForListeners),
        Als("als-recency", [FoldIn(0.9), FoldIn(0.97)], [(0.03f, 0.01f), (0.1f, 0.01f), (0.03f, 0.03f), (0.1f, 0.03f)]),
    ];

    /// <summary>For short anonymous sessions of many songs.</summary>
    public static IReadOnlyList<BenchmarkMethod> ForSessions { get; } =
    [
        new("popularity", false, [() => new PopularityMethod(1)]),
        new("recent-popularity", false, [.. Cross([0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5], [0], (share, _) => (Func<INextSongMethod>)(() => new PopularityMethod(share)))]),
        new("markov", false, [() => new SequentialRulesMethod(1, 1, 1, 0, 0, backoff: 0.5)]),
        Rules([(10, 5), (30, 30)], decay: 0.6),
        Knn([0.6, 0.8]),
        new("session-knn", false, SessionKnn([100, 500], recency: [false, true], powers: [0, 0.5], sample: 2000)),
        Als("als", [FoldIn(1)], [(0.01f, 0.003f), (0.03f, 0.003f), (0.1f, 0.003f), (0.2f, 0.003f), (0.01f, 0.01f), (0.03f, 0.01f), (0.1f, 0.01f), (0.2f, 0.01f)], iterations: 8),
        Als("als-recency", [FoldIn(0.5), FoldIn(0.8)], [(0.01f, 0.003f), (0.03f, 0.003f), (0.01f, 0.01f), (0.03f, 0.01f)], iterations: 8),
    ];

    private static BenchmarkMethod Rules((int Distance, int Last)[] reach, double decay) => new(
        "sequential-rules",
        false,
        Cross(reach, [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.25)], (r, power) => (Func<INextSongMethod>)(() =>
            new SequentialRulesMethod(r.Distance, r.Last, decay, power.Item1, power.Item2))));

    private static BenchmarkMethod Knn(double[] decays) => new(
        "item-knn",
        false,
        [.. decays.SelectMany(decay => Cross([0.0, 20.0], [0.5, 0.75], (shrinkage, power) => (Func<INextSongMethod>)(() => new ItemKnnMethod(shrinkage, decay, power))))]);

    private static Func<INextSongMethod>[] SessionKnn(int[] neighbours, bool[] recency, double[] powers, int sample) =>
        [.. recency.SelectMany(isWeighted => Cross(neighbours, powers, (k, power) => (Func<INextSongMethod>)(() => new SessionKnnMethod(k, sample, isWeighted, power))))];

    private static (float Unobserved, float Regularization)[] AlsWeightsForListeners =>
        [(0.01f, 0.01f), (0.03f, 0.01f), (0.1f, 0.01f), (0.2f, 0.01f), (0.01f, 0.03f), (0.03f, 0.03f), (0.1f, 0.03f), (0.2f, 0.03f)];

    private static Func<AlsOptions, INextSongMethod> FoldIn(double decay) => options => new AlsMethod(options, decay);

    private static BenchmarkMethod Als(
        string name, Func<AlsOptions, INextSongMethod>[] forms, (float Unobserved, float Regularization)[] weights, int iterations = 15) => new(
        name,
        true,
        Cross(forms, weights, (create, w) => (Func<INextSongMethod>)(() =>
            create(new AlsOptions { UnobservedWeight = w.Unobserved, Regularization = w.Regularization, Iterations = iterations }))));

    private static TResult[] Cross<T1, T2, TResult>(IReadOnlyList<T1> first, IReadOnlyList<T2> second, Func<T1, T2, TResult> create) =>
        [.. first.SelectMany(a => second.Select(b => create(a, b)))];
}
