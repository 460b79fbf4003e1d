using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What the mood before a song tells of its rating, and of which song is heard next: the same model with and without it.</summary>
internal sealed class MoodWorthStudy(MLContext context, SiTunesData data, BenchmarkState state, ExperimentClock clock, CancellationToken cancellation)
{
    private const string Without = "random forest without the mood";
    private const string With = "random forest with the mood";

    /// <summary>Songs that were not heard beside each one that was, to train on. 10: arbitrary.</summary>
    private const int Negatives = 10;

    /// <summary>What a split gave: for each test event the squared error of the rating, and the rank of the song among those of stage 2.</summary>
    public sealed record Measured(string[] People, Dictionary<string, double[]> SquaredErrors, Dictionary<string, double[]> Right, Dictionary<string, double[]> Ranks);

    public static string Step(int seed) => $"mood-worth-{seed}";

    public IReadOnlyList<Measured> Run()
    {
        List<Measured> all = [];
        foreach (SiTunesSplit split in data.Splits)
        {
            cancellation.ThrowIfCancellationRequested();
            string step = Step(split.Seed);
            if (state.Find<Measured>(step) is { } kept)
            {
                clock.Skip(step);
                all.Add(kept);
                continue;
            }

            Measured measured = Measure(split, step);
            state.Keep(step, measured);
            clock.Report(step, 1, "done");
            all.Add(measured);
        }

        return all;
    }

    public static IReadOnlyList<BenchmarkTable> Tables(IReadOnlyList<Measured> measured) =>
    [
        new()
        {
            Title = "Rating of a song, with and without the mood before it (stage 2)",
            Protocol = "Ratings of 1 to 5; 'right' is on which side of 3.5 the rating lies. Means over the test events of all splits.",
            Metrics = ["right", "squared error"],
            Reference = Without,
            Rows = Rows(measured, [m => m.Right, m => m.SquaredErrors]),
        },
        new()
        {
            Title = "Which song is heard, with and without the mood before it (stage 2)",
            Protocol = "The song among all songs of stage 2. Means over the test events of all splits.",
            Metrics = ["HR@10", "NDCG@10"],
            Reference = Without,
            Rows = Rows(
                measured,
                [m => Of(m.Ranks, rank => RankMetrics.HitRate(rank, 10)), m => Of(m.Ranks, rank => RankMetrics.Ndcg(rank, 10))]),
            Notes = ["The songs of this study were chosen by a recommender or at random rather than by the listeners, so that there is little that a mood could tell of them."],
        },
    ];

    private static Dictionary<string, double[]> Of(Dictionary<string, double[]> ranks, Func<double, double> metric) =>
        ranks.ToDictionary(r => r.Key, r => r.Value.Select(metric).ToArray());

    private static IReadOnlyList<BenchmarkRow> Rows(IReadOnlyList<Measured> measured, IReadOnlyList<Func<Measured, Dictionary<string, double[]>>> metrics) =>
    [
        .. new[] { Without, With }.Select(method => new BenchmarkRow
        {
            Method = method,
            Values = [.. metrics.Select(metric => Interval(measured, m => metric(m)[method]).Value)],
            Differences = method == Without ? [] : [.. metrics.Select(metric => Interval(measured, m => Differences(metric(m))).Value)],
            DifferenceP = method == Without ? [] : [.. metrics.Select(metric => Interval(measured, m => Differences(metric(m))).P)],
        }),
    ];

    private static double[] Differences(Dictionary<string, double[]> values) => [.. values[With].Zip(values[Without], (w, o) => w - o)];

    /// <summary>People are drawn whole: an event is in the test part of several splits.</summary>
    private static (BenchmarkValue Value, double P) Interval(IReadOnlyList<Measured> measured, Func<Measured, double[]> values)
    {
        (string User, double Value)[] each = [.. measured.SelectMany(m => m.People.Zip(values(m)))];
        IGrouping<string, (string User, double Value)>[] people = [.. each.GroupBy(e => e.User)];
        (double mean, double low, double high, double p) = PairedComparison.OverRows([.. people.Select(g => g.Sum(e => e.Value))], [.. people.Select(g => (double)g.Count())]);
        return (new BenchmarkValue(mean, low, high), p);
    }

    private Measured Measure(SiTunesSplit split, string step)
    {
        SiTunesEvent[] train = [.. split.Train, .. split.Validation];
        var measured = new Measured([.. split.TestStage2.Select(e => e.User)], [], [], []);
        foreach (string method in new[] { Without, With })
        {
            cancellation.ThrowIfCancellationRequested();
            var features = new SiTunesFeatures(data.Songs, train, withMood: method == With);
            float[] ratings = Predict(
                [.. train.Select(e => (features.Of(e, leftOut: e), e.Rating))], [.. split.TestStage2.Select(e => features.Of(e, leftOut: null))]);
            measured.SquaredErrors[method] = [.. split.TestStage2.Zip(ratings, (e, r) => Math.Pow(e.Rating - r, 2))];
            measured.Right[method] = [.. split.TestStage2.Zip(ratings, (e, r) => e.Rating > 3.5 == r > 3.5 ? 1.0 : 0)];
            measured.Ranks[method] = Ranks(split, train, features);
            clock.Report(step, method == Without ? 0.5 : 0.99);
        }

        return measured;
    }

    private double[] Ranks(SiTunesSplit split, SiTunesEvent[] train, SiTunesFeatures features)
    {
        string[] songs = [.. train.Concat(split.TestStage2).Select(e => e.Song).Distinct().Order(StringComparer.Ordinal)];
        var random = new Random(split.Seed);
        (float[], float)[] rows =
        [
            .. train.SelectMany(e => Enumerable.Range(0, Negatives).Select(_ => (features.Of(e with { Song = songs[random.Next(songs.Length)] }, leftOut: e), 0f))
                .Append((features.Of(e, leftOut: e), 1f))),
        ];
        float[] scores = Predict(rows, [.. split.TestStage2.SelectMany(e => songs.Select(song => features.Of(e with { Song = song }, leftOut: null)))]);
        return
        [
            .. split.TestStage2.Select((e, row) => RankMetrics.MidRank(
                scores.AsSpan(row * songs.Length, songs.Length), Array.IndexOf(songs, e.Song))),
        ];
    }

    private float[] Predict((float[] Features, float Label)[] train, float[][] test)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, test[0].Length);
        RegressionPredictionTransformer<FastForestRegressionModelParameters> model = context.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            NumberOfTrees = 200,
            NumberOfLeaves = 20,
            MinimumExampleCountPerLeaf = 10,
            FeatureFraction = 0.7,
            NumberOfThreads = 1,
            Seed = 1,
        }).Fit(context.Data.LoadFromEnumerable(train.Select(t => new Row { Features = t.Features, Label = t.Label }), schema));
        IDataView predicted = model.Transform(context.Data.LoadFromEnumerable(test.Select(f => new Row { Features = f }), schema));
        return [.. context.Data.CreateEnumerable<Prediction>(predicted, reuseRowObject: false).Select(p => p.Score)];
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Prediction
    {
        public float Score { get; set; }
    }
}
