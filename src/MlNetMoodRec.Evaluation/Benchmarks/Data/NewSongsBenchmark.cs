using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Songs that nobody played before the test and of which the catalogue knows what they sound like, on a simulated platform.</summary>
internal sealed class NewSongsBenchmark(MLContext context, BenchmarkOptions options, ExperimentClock clock, CancellationToken cancellation)
{
    private const string Popularity = "popularity";

    private static readonly RankMetric[] Metrics = [RankMetric.HitRate(10), RankMetric.Ndcg(10)];

    public BenchmarkResult Run()
    {
        RankingRuns.CheckNames(Methods.Select(m => m.Name), options);
        ITransformer moodReader = context.MoodRec().Text.EncodeMood(options.EncoderFolder).Fit(context.Data.LoadFromEnumerable<ListenerContext>([]));
        NewSongsData data = NewSongsData.Load(context, options.Simulation, moodReader, cancellation);
        string hash = data.Ranking.Protocol.DataHash;
        var key = new JsonObject
        {
            ["simulation"] = JsonSerializer.SerializeToNode(options.Simulation, EvaluationJson.Options),
            ["data"] = hash,
            ["protocol"] = data.Ranking.Protocol.ToString(),
        };
        BenchmarkState state = BenchmarkState.Open(options.OutputFolder, "new-songs", key, options.MayResume);
        RankingRuns runs = RankingRuns.Run(new RankingRunner(data.Ranking, state, clock, cancellation), Methods, options);
        return new BenchmarkResult
        {
            Name = "new-songs",
            DataSet = string.Create(
                CultureInfo.InvariantCulture,
                $"simulated platform, seed {options.Simulation.Seed}: {options.Simulation.Interactions:N0} interactions of {options.Simulation.Listeners:N0} listeners, {options.Simulation.Songs:N0} songs"),
            DataHash = hash,
            Protocol =
            [
                "Time split 70/20/10, fitted on training and validation part; songs heard before are candidates; equal scores at the middle rank.",
                $"{NewSongsData.NewShare:P0} of the songs, drawn from those that the test plays, are new: no row that is fitted on and no history holds them, and the catalogue knows their artist, genre, tempo, valence and energy.",
                "mood-lstm-new is told that songs which it never saw played are new (unplayedAreNew), mood-lstm takes them for unpopular.",
                "Means over test events; 95 % intervals over listeners; differences by paired bootstrap, each event counting by the mean over seeds.",
            ],
            Seeds = options.AllSeeds,
            Machine = RunFacts.Machine,
            Version = RunFacts.Version,
            Tables = [Table(data, runs)],
            Costs = runs.Costs,
        };
    }

    private IReadOnlyList<BenchmarkMethod> Methods =>
    [
        new(Popularity, false, [() => new PopularityMethod(1)]),
        new("content-based", false, [() => new ContentBasedMethod(context, new ContentBasedOptions())]),
        new("mood-lstm", true, [() => new LstmMethod(context, Lstm with { UseMood = true, UnplayedAreNew = false })]) { Weight = 100, ReadsMood = true },
        new("mood-lstm-new", true, [() => new LstmMethod(context, Lstm with { UseMood = true, UnplayedAreNew = true })]) { Weight = 100, ReadsMood = true },
    ];

    private MoodLstmOptions Lstm => options.Lstm ?? new ExperimentOptions().Lstm;

    /// <summary>New songs among all songs and among themselves, and beside them the songs that were played before.</summary>
    internal static BenchmarkTable Table(NewSongsData data, RankingRuns runs)
    {
        IReadOnlyList<ListenerEvent> rows = data.Ranking.TestRows;
        int ofNew = rows.Count(row => data.NewSongs.Contains(row.SongId));
        RankColumn[] columns =
        [
            .. Metrics.Select(m => new RankColumn($"{m.Name}, new songs among all", m, runs.Ranks) { IsUsed = IsNew }),
            .. Metrics.Select(m => new RankColumn($"{m.Name}, new songs among themselves", m, runs.CandidateRanks) { IsUsed = IsNew }),
            new RankColumn($"{Metrics[0].Name}, other songs among all", Metrics[0], runs.Ranks) { IsUsed = row => !IsNew(row) },
        ];
        BenchmarkTable table = RankTable.OfColumns(
            "New songs",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ofNew:N0} test events of {data.NewSongs.Count:N0} new songs, {rows.Count - ofNew:N0} of others; {runs.Methods.Max(m => m[0].Songs):N0} songs ranked. Among themselves chance hits {Math.Min(1, 10.0 / data.NewSongs.Count):0.0000}; popularity knows none of them from another, so that all are in the middle."),
            [.. rows.Select(row => row.UserId)],
            Popularity,
            columns);
        return table with { Compared = [columns[0].Name, columns[Metrics.Length].Name] };

        bool IsNew(int row) => data.NewSongs.Contains(rows[row].SongId);
    }
}
