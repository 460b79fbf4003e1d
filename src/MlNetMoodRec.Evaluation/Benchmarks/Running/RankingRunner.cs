using System.Diagnostics;
using System.Text.Json.Nodes;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Chooses each method's options on the validation part, fits it on all but the test, and ranks the test rows.</summary>
internal sealed class RankingRunner(RankingData data, BenchmarkState state, ExperimentClock clock, CancellationToken cancellation, string stepPrefix = "")
{
    private readonly BenchmarkFit _train = new(data.Train, data.Catalogue, Seed: 1);
    private readonly BenchmarkFit _all = new(data.TrainAndValidation, data.Catalogue, Seed: 1);

    /// <summary>The seeds that a method runs with.</summary>
    public static IEnumerable<int> SeedsOf(BenchmarkMethod method, IReadOnlyList<int> seeds) => method.IsSeeded ? seeds : seeds.Take(1);

    /// <summary>Whether all runs of a method were finished before.</summary>
    public bool IsKept(BenchmarkMethod method, IReadOnlyList<int> seeds) => SeedsOf(method, seeds).All(seed => Kept(method, Step(method.Name, seed)) is not null);

    /// <summary>Plans the steps, for the progress.</summary>
    public void Plan(IEnumerable<BenchmarkMethod> methods, IReadOnlyList<int> seeds)
    {
        foreach (BenchmarkMethod method in methods)
        {
            foreach (int seed in SeedsOf(method, seeds))
            {
                clock.Plan(Step(method.Name, seed), method.Weight * (seed == seeds[0] && method.Candidates.Count > 1 ? method.Candidates.Count : 1));
            }
        }
    }

    /// <summary>The runs of a method, those kept from before included where their options are those of now.</summary>
    public IReadOnlyList<MethodRun> Run(BenchmarkMethod method, IReadOnlyList<int> seeds)
    {
        List<MethodRun> runs = [];
        foreach (int seed in SeedsOf(method, seeds))
        {
            string step = Step(method.Name, seed);
            if (Kept(method, step) is { } kept)
            {
                clock.Skip(step);
                runs.Add(kept);
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            MethodRun run = runs.Count > 0
                ? Test(method, Chosen(method, runs[0].Options), seed, runs[0].Trials, from: 0)
                : Search(method, seed);
            state.Keep(step, run);
            clock.Report(step, 1, "done");
            runs.Add(run);
        }

        return runs;
    }

    private string Step(string method, int seed) => $"{stepPrefix}{method}-{seed}";

    private static Func<INextSongMethod> Chosen(BenchmarkMethod method, JsonObject options) =>
        method.Candidates.First(create => JsonNode.DeepEquals(OptionsOf(create), options));

    private static JsonObject OptionsOf(Func<INextSongMethod> create)
    {
        using INextSongMethod method = create();
        return method.Options;
    }

    private IReadOnlyList<int> LengthsOf(BenchmarkMethod method) => method.TriesShorterHistories ? data.HistoryLengths : [];

    /// <summary>A run counts only if it was chosen from the options, and asked with the histories, that there are now.</summary>
    private MethodRun? Kept(BenchmarkMethod method, string step)
    {
        if (state.Find<MethodRun>(step) is not { } run)
        {
            return null;
        }

        JsonObject[] now = [.. method.Candidates.Select(OptionsOf)];
        JsonObject[] then = run.Trials.Count > 0 ? [.. run.Trials.Select(t => t.Options)] : [run.Options];
        bool hasLengths = run.ShorterHistories.Select(h => h.Songs).SequenceEqual(LengthsOf(method));
        return hasLengths && now.Length == then.Length && now.Zip(then).All(p => JsonNode.DeepEquals(p.First, p.Second)) ? run : null;
    }

    private MethodRun Search(BenchmarkMethod method, int seed)
    {
        if (method.Candidates.Count == 1)
        {
            return Test(method, method.Candidates[0], seed, [], from: 0);
        }

        List<BenchmarkTrial> trials = [];
        double share = 1.0 / (method.Candidates.Count + 1);
        foreach (Func<INextSongMethod> create in method.Candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            using INextSongMethod candidate = create();
            candidate.Fit(_train with { Seed = seed }, cancellation);
            EvaluationResult result = RankingEvaluator.Evaluate(
                method.Name,
                candidate.SongIds,
                candidate.Score,
                data.ValidationRows,
                method.ReadsMood ? data.ValidationEmbeddings : null,
                data.Protocol,
                Environment.ProcessorCount,
                candidates: null,
                progress: null,
                cancellation);
            trials.Add(new BenchmarkTrial(candidate.Options, data.ChosenBy switch
            {
                RankingMetric.HitRate => result.Overall.HitRateOverRows,
                RankingMetric.Ndcg => result.Overall.NdcgOverRows,
                _ => result.Overall.MrrOverRows,
            }));
            clock.Report(Step(method.Name, seed), share * trials.Count, $"{trials.Count} of {method.Candidates.Count} options tried");
        }

        int best = trials.IndexOf(trials.MaxBy(t => t.Validation)!);
        return Test(method, method.Candidates[best], seed, trials, share * trials.Count);
    }

    private MethodRun Test(BenchmarkMethod method, Func<INextSongMethod> create, int seed, IReadOnlyList<BenchmarkTrial> trials, double from)
    {
        string step = Step(method.Name, seed);
        using var memory = new PeakMemory();
        using INextSongMethod fitted = create();
        long start = Stopwatch.GetTimestamp();
        BenchmarkFit fit = _all with
        {
            Seed = seed,
            CheckpointPath = state.Checkpoint(step),
            Report = (share, details) => clock.Report(step, from + ((1 - from) * 0.8 * share), details),
        };
        fitted.Fit(fit, cancellation);
        TimeSpan fitTime = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        GivenCandidates? candidates = data.Candidates is { } given ? new GivenCandidates(given) : null;
        EvaluationResult result = Rank(data.TestRows, candidates, new Rows(done => clock.Report(step, from + ((1 - from) * (0.8 + (0.2 * done / data.TestRows.Count))), "ranking")));
        TimeSpan evaluateTime = Stopwatch.GetElapsedTime(start);
        HistoryRanks[] shorter = [.. LengthsOf(method).Select(songs =>
            new HistoryRanks(songs, [.. Rank(PartialHistory.Last(data.TestRows, songs), candidates: null, progress: null).Rows.Select(r => r.Rank)]))];
        return new MethodRun
        {
            Method = method.Name,
            Seed = seed,
            Options = fitted.Options,
            Ranks = [.. result.Rows.Select(r => r.Rank)],
            CandidateRanks = candidates?.Ranks ?? [],
            ShorterHistories = shorter,
            FitSeconds = fitTime.TotalSeconds,
            EvaluateSeconds = evaluateTime.TotalSeconds,
            PeakMemoryBytes = memory.Bytes,
            SongsRecommended = result.SongsRecommended,
            Songs = result.Protocol.Songs,
            Trials = trials,
        };

        EvaluationResult Rank(IReadOnlyList<ListenerEvent> rows, GivenCandidates? candidates, Rows? progress) => RankingEvaluator.Evaluate(
            method.Name,
            fitted.SongIds,
            fitted.Score,
            rows,
            method.ReadsMood ? data.TestEmbeddings : null,
            data.Protocol with { Seed = seed },
            Environment.ProcessorCount,
            candidates,
            progress,
            cancellation);
    }

    private sealed class Rows(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
