using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// <c>lastfm-s3rec</c>: leave-one-out as in S3-Rec (Zhou et al. 2020), all artists ranked and, in a table of its own, the 99
/// given negatives.
/// </summary>
internal sealed class LastFmBenchmark(MLContext context, BenchmarkOptions options, ExperimentClock clock, CancellationToken cancellation)
{
    private const string Folder = "lastfm-s3rec";
    private const string Lstm = LstmMethod.Name;

    private static readonly RankMetric[] OverAll =
        [RankMetric.HitRate(10), RankMetric.Ndcg(10), RankMetric.HitRate(5), RankMetric.Ndcg(5), RankMetric.HitRate(20), RankMetric.Ndcg(20)];

    private static readonly RankMetric[] AmongGiven =
        [RankMetric.HitRate(10), RankMetric.Ndcg(10), RankMetric.HitRate(1), RankMetric.HitRate(5), RankMetric.Ndcg(5), RankMetric.Mrr(100)];

    /// <summary>Published by the repository of S3-Rec, and BSARec's by its own, in the order of <see cref="OverAll"/>.</summary>
    private static readonly BenchmarkRow[] PublishedOverAll =
    [
        Published("popularity", .0440, .0203, .0275, .0151, .0615, .0248),
        Published("GRU4Rec", .0367, .0187, .0275, .0158, .0606, .0250),
        Published("Caser", .0413, .0214, .0303, .0178, .0651, .0275),
        Published("SASRec", .0688, .0390, .0505, .0331, .0972, .0463),
        Published("BERT4Rec", .0633, .0337, .0422, .0269, .1055, .0442),
        Published("S3-Rec", .0743, .0427, .0459, .0334, .1229, .0550),
        Published("BSARec", .0807, .0435, null, null, null, null),
    ];

    private static readonly BenchmarkRow[] PublishedAmongGiven =
    [
        Published("popularity", .3037, .1687, .0725, .1982, .1350, .1506),
        Published("GRU4Rec", .2817, .1550, .0642, .1817, .1228, .1405),
        Published("Caser", .4431, .2428, .0899, .2982, .1960, .2033),
        Published("SASRec", .4706, .2755, .1211, .3385, .2330, .2364),
        Published("BERT4Rec", .4991, .2871, .1220, .3569, .2409, .2424),
        Published("S3-Rec", .5835, .3583, .1743, .4523, .3156, .3072),
    ];

    public BenchmarkResult Run()
    {
        RankingRuns.CheckNames(Methods.Select(m => m.Name), options);
        RankingData data = Load(out string hash);
        BenchmarkState state = BenchmarkState.Open(
            options.OutputFolder, "lastfm", new JsonObject { ["data"] = hash, ["protocol"] = data.Protocol.ToString() }, options.MayResume);
        RankingRuns runs = RankingRuns.Run(new RankingRunner(data, state, clock, cancellation), Methods, options);
        return new BenchmarkResult
        {
            Name = "lastfm",
            DataSet = Folder,
            DataHash = hash,
            Protocol =
            [
                $"Leave-one-out: each listener's last artist is the test, the one before it the validation; {data.TestRows.Count:N0} listeners.",
                "Artists tagged before are no candidates; equal scores at the middle rank.",
                $"Options of every method{(options.Lstm is null ? "" : " but the LSTM and the GRU, whose options were given")}: the best NDCG@10 of eight on the validation artists, fitted without them; then fitted on all but the test.",
                "95 % intervals over listeners; differences by paired bootstrap, each listener counting by the mean over seeds.",
            ],
            Seeds = options.AllSeeds,
            Machine = RunFacts.Machine,
            Version = RunFacts.Version,
            Tables = [.. Tables(runs, data)],
            Costs = runs.Costs,
        };
    }

    private IReadOnlyList<BenchmarkMethod> Methods =>
    [
        .. Baselines.ForListeners,
        .. LstmMethod.OfEachCell(context, options.Lstm is { } own ? [own] : LstmSettings.ForListeners, weight: 60),
        .. LastFmHistories.Lstms(context, options.Lstm ?? new MoodLstmOptions()),
    ];

    private static IEnumerable<BenchmarkTable> Tables(RankingRuns all, RankingData data)
    {
        RankingRuns runs = all.Of(method => !LastFmHistories.IsOfLength(method));
        if (runs.Methods.Count > 0)
        {
            string[] listeners = [.. data.TestRows.Select(r => r.UserId)];
            var overAll = new RankTable(listeners, OverAll);
            var amongGiven = new RankTable(listeners, AmongGiven);
            yield return new BenchmarkTable
            {
                Title = "All artists ranked",
                Protocol = $"{runs.Methods.Max(m => m[0].Songs):N0} candidates less those tagged before.",
                Metrics = overAll.Metrics,
                Reference = Lstm,
                Rows = [.. overAll.Rows(runs.Ranks, Lstm), .. PublishedOverAll],
            };
            yield return new BenchmarkTable
            {
                Title = "99 given negatives",
                Protocol = "The target among itself and the 99 artists of LastFM_sample.txt: easier by far, and not to be compared with the table of all artists.",
                Metrics = [.. amongGiven.Metrics.Select(m => m == "MRR@100" ? "MRR" : m)],
                Reference = Lstm,
                Rows = [.. amongGiven.Rows(runs.CandidateRanks, Lstm), .. PublishedAmongGiven],
            };
        }

        if (runs.Methods.Any(m => m[0].ShorterHistories.Count > 0))
        {
            yield return LastFmHistories.NewListeners(runs, data);
        }

        if (all.Methods.Count > runs.Methods.Count)
        {
            yield return LastFmHistories.LongHistories(all, data);
        }
    }

    private static BenchmarkRow Published(string method, params double?[] values) => new()
    {
        Method = method, IsPublished = true, Values = [.. values.Select(v => v is double value ? new BenchmarkValue(value) : null)],
    };

    private RankingData Load(out string hash)
    {
        string path = Path.Combine(options.DataFolder, Folder, "LastFM.txt");
        string samples = Path.Combine(options.DataFolder, Folder, "LastFM_sample.txt");
        var dataOptions = new EventDataOptions
        {
            Path = path,
            Reader = new InteractionReaderOptions { Format = DataFormat.Sequences },
            Split = DataSplit.LeaveOneOut,
            SeenSongs = SeenSongPolicy.Excluded,
            History = new HistoryOptions { Length = HistoryOptions.FullLength },
        };
        EventData events = EventData.Load(context, dataOptions, moodReader: null, cancellation: cancellation);
        IReadOnlyList<ListenerEvent> test = events.TestRows(context);
        hash = DataFiles.Hash(path, samples);
        return new RankingData
        {
            Train = events.Train!,
            TrainAndValidation = events.TrainAndValidation!,
            ValidationRows = events.ValidationRows(context),
            TestRows = test,
            Protocol = events.Protocol(dataOptions, "training and validation parts", k: 10, seed: 0) with { DataHash = hash },
            ChosenBy = RankingMetric.Ndcg,
            Candidates = Negatives(samples, test),
            HistoryLengths = LastFmHistories.NewListenerLengths,
        };
    }

    private static string[][] Negatives(string path, IReadOnlyList<ListenerEvent> rows)
    {
        Dictionary<string, string[]> ofListener = DataFiles.Lines(path)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => words[1..], StringComparer.Ordinal);
        return [.. rows.Select(row => ofListener.TryGetValue(row.UserId, out string[]? negatives)
            ? negatives
            : throw new MoodRecException($"'{path}' has no negatives for listener {row.UserId}; expected a line for each listener of LastFM.txt."))];
    }
}
