using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary><c>nowplaying-sessions</c>: the next song of 89,824 given prefixes, among all songs.</summary>
internal sealed class NowPlayingBenchmark(MLContext context, BenchmarkOptions options, ExperimentClock clock, CancellationToken cancellation)
{
    private const string Folder = "nowplaying-sessions";
    private const string Lstm = LstmMethod.Name;
    private const string LstmAlone = "lstm-without-memory";

    private static readonly RankMetric[] Metrics = [RankMetric.HitRate(20) with { Name = "P@20" }, RankMetric.Mrr(20)];

    /// <summary>
    /// Options of the LSTM for sessions: they hold at most 30 songs, 60,416 songs to rank make a softmax over all of them
    /// dear, and what followed a song follows it again. With more epochs the LSTM knows its sessions by heart: on validation the
    /// mixture was likeliest after two of six and hit most after the third; later ones were not tried. From the factors of ALS the
    /// sampled softmax did not settle on a tenth of the sessions.
    /// </summary>
    public static MoodLstmOptions LstmOptions { get; } = new()
    {
        UseMood = false,
        HistoryLength = 30,
        SongDimension = 100,
        SampledSongs = 8192,
        Successors = 50,
        Predecessors = 50,
        PairSuccessors = true,
        Repeats = true,
        BatchSize = 64,
        Epochs = 3,
        LearningRate = 0.003,
        Dropout = 0.3,
        StartFromAls = false,
    };

    public BenchmarkResult Run()
    {
        RankingRuns.CheckNames(Methods.Select(m => m.Name), options);
        RankingData data = NowPlayingSessions.Load(
            context,
            Path.Combine(options.DataFolder, Folder, "train_sessions.txt.gz"),
            Path.Combine(options.DataFolder, Folder, "test_prefix_target.tsv.gz"),
            options.Fraction,
            cancellation);
        string hash = data.Protocol.DataHash;
        string name = options.Fraction == 100 ? "nowplaying" : $"nowplaying-{options.Fraction}";
        BenchmarkState state = BenchmarkState.Open(
            options.OutputFolder, name, new JsonObject { ["data"] = hash, ["protocol"] = data.Protocol.ToString() }, options.MayResume);
        RankingRuns runs = RankingRuns.Run(new RankingRunner(data, state, clock, cancellation), Methods, options);
        var table = new RankTable([.. data.TestRows.Select(r => r.UserId)], Metrics);
        return new BenchmarkResult
        {
            Name = name,
            DataSet = Folder,
            DataHash = hash,
            Fraction = options.Fraction,
            Protocol =
            [
                $"The {data.TestRows.Count:N0} given test prefixes; fitted on {data.Protocol.TrainedOn}; all {runs.Methods.Max(m => m[0].Songs):N0} songs are candidates, those heard before too; equal scores at the middle rank. P@20 is HR@20.",
                "Options of every method but the LSTM and the GRU: the best MRR@20 of eight on 10,000 prefixes of the last tenth of the training sessions, fitted on the rest; then fitted on all. Those of the LSTM were chosen by hand on the same prefixes; the GRU has them too.",
                "Means over prefixes; 95 % intervals over sessions; differences by paired bootstrap of sessions. ALS without folding in does not apply: a new session has no factors of its own.",
            ],
            Seeds = options.AllSeeds,
            Machine = RunFacts.Machine,
            Version = RunFacts.Version,
            Tables =
            [
                new BenchmarkTable
                {
                    Title = "All songs ranked",
                    Protocol = $"{data.TestRows.Select(r => r.UserId).Distinct().Count():N0} test sessions.",
                    Metrics = table.Metrics,
                    Reference = Lstm,
                    Rows = table.Rows(runs.Ranks, Lstm),
                },
            ],
            Costs = runs.Costs,
        };
    }

    private MoodLstmOptions Options => (options.Lstm ?? LstmOptions) with { UseMood = false, Cell = RecurrentCell.Lstm };

    private IReadOnlyList<BenchmarkMethod> Methods =>
    [
        .. Baselines.ForSessions,
        .. LstmMethod.OfEachCell(context, [Options], weight: 1000),
        new(LstmAlone, true, [() => new LstmMethod(context, Options with { Successors = 0, Predecessors = 0, PairSuccessors = false, Repeats = false })]) { Weight = 1000 },
    ];
}
