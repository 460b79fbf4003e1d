using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Two sets of Amazon reviews: the LSTM with the reviewer's earlier words against the LSTM without them and the baselines,
/// and how listeners and songs fare of which little or nothing is known.
/// </summary>
internal sealed class AmazonBenchmark(MLContext context, BenchmarkOptions options, ExperimentClock clock, CancellationToken cancellation)
{
    private const string Lstm = "lstm";
    private const string MoodLstm = "mood-lstm";
    private const string Popularity = "popularity";

    private static readonly int[] Epochs = [2, 4, 8, 15];
    private static readonly double[] Dropouts = [0.2, 0.5];
    private static readonly RankMetric[] Metrics = [RankMetric.HitRate(10), RankMetric.Ndcg(10), RankMetric.Mrr(10)];

    public BenchmarkResult Run()
    {
        RankingRuns.CheckNames(Methods.Select(m => m.Name), options);
        List<BenchmarkTable> tables = [];
        List<BenchmarkCost> costs = [];
        ITransformer moodReader = context.MoodRec().Text.EncodeMood(options.EncoderFolder).Fit(context.Data.LoadFromEnumerable<ListenerContext>([]));
        string hash = DataFiles.Hash([.. AmazonSet.All.SelectMany(s => s.Paths(options.DataFolder))]);
        foreach (AmazonSet set in AmazonSet.All)
        {
            RankingData data = Load(set, moodReader);
            BenchmarkState state = BenchmarkState.Open(
                options.OutputFolder, set.Folder, new JsonObject { ["protocol"] = data.Protocol.ToString() }, options.MayResume);
            RankingRuns runs = RankingRuns.Run(new RankingRunner(data, state, clock, cancellation, set.Folder + "-"), Methods, options);
            tables.AddRange(Tables(set, data, runs));
            costs.AddRange(runs.Costs.Select(c => c with { Method = $"{set.Folder}: {c.Method}" }));
        }

        return new BenchmarkResult
        {
            Name = "amazon",
            DataSet = string.Join(" and ", AmazonSet.All.Select(s => s.Folder)),
            DataHash = hash,
            Protocol =
            [
                "Time split 70/20/10, the same moments for all reviewers; items reviewed before are no candidates; equal scores at the middle rank.",
                "The mood text is the reviewer's last review before the event, never the event's own.",
                "Options of every method, the LSTMs too: the best NDCG@10 of eight on the validation part, fitted without it; then fitted on all but the test.",
                "Means over test events; 95 % intervals over reviewers; differences by paired bootstrap, each event counting by the mean over seeds.",
            ],
            Seeds = options.AllSeeds,
            Machine = RunFacts.Machine,
            Version = RunFacts.Version,
            Tables = tables,
            Costs = costs,
        };
    }

    private IReadOnlyList<BenchmarkMethod> Methods =>
    [
        .. Baselines.ForListeners,
        new(Lstm, true, Lstms(useMood: false)) { Weight = 30 },
        new(MoodLstm, true, Lstms(useMood: true)) { Weight = 60, ReadsMood = true },
    ];

    private Func<INextSongMethod>[] Lstms(bool useMood) => options.Lstm is { } given
        ? [() => new LstmMethod(context, given with { UseMood = useMood })]
        :
        [
            .. Epochs.SelectMany(epochs => Dropouts.Select(dropout => (Func<INextSongMethod>)(() =>
                new LstmMethod(context, new MoodLstmOptions { UseMood = useMood, Epochs = epochs, Dropout = dropout })))),
        ];

    private RankingData Load(AmazonSet set, ITransformer moodReader)
    {
        EventDataOptions dataOptions = set.Options(options.DataFolder);
        EventData events = EventData.Load(context, dataOptions, moodReader, cancellation: cancellation);
        IReadOnlyList<ListenerEvent> validation = events.ValidationRows(context);
        IReadOnlyList<ListenerEvent> test = events.TestRows(context);
        return new RankingData
        {
            Train = moodReader.Transform(events.Train!),
            TrainAndValidation = moodReader.Transform(events.TrainAndValidation!),
            ValidationRows = validation,
            ValidationEmbeddings = TextMoods.OfRows(context, moodReader, validation),
            TestRows = test,
            TestEmbeddings = TextMoods.OfRows(context, moodReader, test),
            Protocol = events.Protocol(dataOptions, "training and validation parts", k: 10, seed: 0),
            ChosenBy = RankingMetric.Ndcg,
            Catalogue = set.Songs(options.DataFolder),
        };
    }

    private static IEnumerable<BenchmarkTable> Tables(AmazonSet set, RankingData data, RankingRuns runs)
    {
        string[] reviewers = [.. data.TestRows.Select(r => r.UserId)];
        var table = new RankTable(reviewers, Metrics);
        string candidates = $"{runs.Methods.Max(m => m[0].Songs):N0} items";
        yield return new BenchmarkTable
        {
            Title = $"`{set.Folder}`: all test events",
            Protocol = $"{reviewers.Length:N0} events of {reviewers.Distinct().Count():N0} reviewers; {candidates} ranked.",
            Metrics = table.Metrics,
            Reference = Lstm,
            Rows = table.Rows(runs.Ranks, Lstm),
        };
        int withText = data.TestRows.Count(r => !string.IsNullOrWhiteSpace(r.Text));
        if (withText > 1)
        {
            yield return new BenchmarkTable
            {
                Title = $"`{set.Folder}`: events of reviewers who wrote before",
                Protocol = $"{withText:N0} events; the rest has no words to go by.",
                Metrics = table.Metrics,
                Reference = Lstm,
                Rows = table.Rows(runs.Ranks, Lstm, row => !string.IsNullOrWhiteSpace(data.TestRows[row].Text)),
            };
        }

        yield return Newcomers(set, data, runs, reviewers);
    }

    private static BenchmarkTable Newcomers(AmazonSet set, RankingData data, RankingRuns runs, string[] reviewers)
    {
        HashSet<string> played = [.. new BenchmarkFit(data.TrainAndValidation, [], Seed: 1).Sequences.Songs.Ids];
        return RankTable.OfParts(
            $"`{set.Folder}`: HR@10 by how much is known of the reviewer and of the item",
            "How many earlier reviews the reviewer has; and items that nobody reviewed before the test, of which at most the genre is known.",
            RankMetric.HitRate(10),
            reviewers,
            runs.Ranks,
            Popularity,
            [
                ("0 earlier", row => Known(row) && Earlier(row) == 0),
                ("1 or 2", row => Known(row) && Earlier(row) is 1 or 2),
                ("3 to 9", row => Known(row) && Earlier(row) is >= 3 and < 10),
                ("10 or more", row => Known(row) && Earlier(row) >= 10),
                ("new items", row => !Known(row)),
            ]);

        bool Known(int row) => played.Contains(data.TestRows[row].SongId);

        int Earlier(int row) => data.TestRows[row].RecentSongIds.Length;
    }
}
