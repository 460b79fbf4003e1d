namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>The runs of several methods, as tables want them.</summary>
internal sealed record RankingRuns(IReadOnlyList<IReadOnlyList<MethodRun>> Methods)
{
    /// <summary>The ranks among all songs.</summary>
    public IReadOnlyList<(string Method, IReadOnlyList<IReadOnlyList<double?>> Ranks)> Ranks =>
        [.. Methods.Select(m => (m[0].Method, (IReadOnlyList<IReadOnlyList<double?>>)[.. m.Select(r => r.Ranks)]))];

    /// <summary>The ranks among the given candidates.</summary>
    public IReadOnlyList<(string Method, IReadOnlyList<IReadOnlyList<double?>> Ranks)> CandidateRanks =>
        [.. Methods.Select(m => (m[0].Method, (IReadOnlyList<IReadOnlyList<double?>>)[.. m.Select(r => r.CandidateRanks)]))];

    /// <summary>The ranks among all songs after the last songs of each history; of the methods that were asked so.</summary>
    public IReadOnlyList<(string Method, IReadOnlyList<IReadOnlyList<double?>> Ranks)> RanksAfter(int songs) =>
    [
        .. Methods.Where(m => m[0].ShorterHistories.Count > 0).Select(m =>
            (m[0].Method, (IReadOnlyList<IReadOnlyList<double?>>)[.. m.Select(r => r.ShorterHistories.Single(h => h.Songs == songs).Ranks)])),
    ];

    /// <summary>Those of some methods.</summary>
    public RankingRuns Of(Func<string, bool> isMethod) => new([.. Methods.Where(m => isMethod(m[0].Method))]);

    public IReadOnlyList<BenchmarkCost> Costs =>
    [
        .. Methods.Select(m => new BenchmarkCost
        {
            Method = m[0].Method,
            Options = m[0].Options,
            Trials = m[0].Trials,
            FitMinutes = m.Average(r => r.FitSeconds) / 60,
            EvaluateMinutes = m.Average(r => r.EvaluateSeconds) / 60,
            PeakMemoryGb = m.Max(r => r.PeakMemoryBytes) / 1e9,
            SongsRecommended = m.Average(r => r.SongsRecommended),
        }),
    ];

    /// <summary>Runs the methods that are asked for, and takes up those that were finished before.</summary>
    /// <exception cref="MoodRecException">A method is not known.</exception>
    public static RankingRuns Run(RankingRunner runner, IReadOnlyList<BenchmarkMethod> methods, BenchmarkOptions options)
    {
        CheckNames(methods.Select(m => m.Name), options);
        BenchmarkMethod[] wanted =
            [.. methods.Where(m => options.Methods.Contains(m.Name) || (options.Methods.Count == 0 && !m.RunsOnlyIfNamed) || runner.IsKept(m, options.AllSeeds))];
        runner.Plan(wanted, options.AllSeeds);
        return new RankingRuns([.. wanted.Select(m => runner.Run(m, options.AllSeeds))]);
    }

    /// <summary>Before anything is read: a name that is none must not cost an hour.</summary>
    public static void CheckNames(IEnumerable<string> known, BenchmarkOptions options)
    {
        string[] unknown = [.. options.Methods.Except(known)];
        if (unknown.Length > 0)
        {
            throw new MoodRecException($"The benchmark has no method '{string.Join("', '", unknown)}'; expected some of {string.Join(", ", known)}.");
        }
    }
}
