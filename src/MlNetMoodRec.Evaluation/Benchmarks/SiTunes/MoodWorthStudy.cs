using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What the mood before a song tells of its rating, and of which song is heard next: the same model with and without it.</summary>
internal sealed class MoodWorthStudy(MLContext context, SiTunesData data, BenchmarkState state, ExperimentClock clock, CancellationToken cancellation)
{
    private const string Without = "logistic regression without the mood";
    private const string With = "logistic regression with the mood";

    /// <summary>The weight of the squared weights. 8, in the middle of what the study of mood change chooses from; the same with and without the mood.</summary>
    private const float Ridge = 8;

    /// <summary>Songs that were not heard beside each one that was, to train on. 5: arbitrary.</summary>
    private const int Negatives = 5;

    /// <summary>What a split gave: for each test event whether the side of the rating was right, the loss of its chance, and the rank of the song.</summary>
    public sealed record Measured(string[] People, Dictionary<string, double[]> Right, Dictionary<string, double[]> Losses, Dictionary<string, double[]> Ranks);

    public static string Step(int seed) => $"mood-worth-{seed}";

    public IReadOnlyList<Measured> Run() => state.Each(
        data.Splits.Select(split => (Step(split.Seed), (Func<Measured>)(() => Measure(split, Step(split.Seed))))), clock, cancellation);

    public static IReadOnlyList<BenchmarkTable> Tables(IReadOnlyList<Measured> measured) =>
    [
        new()
        {
            Title = "Rating of a song, with and without the mood before it (stage 2)",
            Protocol = "Whether the rating is 4 or 5 of 5; log loss in nats, smaller is better. Means over the test events of all splits.",
            Metrics = ["accuracy", "log loss"],
            Reference = Without,
            Rows = Rows(measured, [m => m.Right, m => m.Losses]),
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
            var features = new SiTunesFeatures(
                data.Songs, train, SiTunesInputs.Song | SiTunesInputs.Person | (method == With ? SiTunesInputs.Mood : SiTunesInputs.None));
            float[] chances = Predict(
                [.. train.Select(e => (features.Of(e, leftOut: e), IsLiked(e)))], [.. split.TestStage2.Select(e => features.Of(e, leftOut: null))]);
            measured.Right[method] = [.. split.TestStage2.Zip(chances, (e, chance) => IsLiked(e) == chance > 0.5 ? 1.0 : 0)];
            measured.Losses[method] = [.. split.TestStage2.Zip(chances, (e, chance) => -Math.Log(Math.Max(1e-6, IsLiked(e) ? chance : 1 - chance)))];
            measured.Ranks[method] = Ranks(split, train, features);
            clock.Report(step, method == Without ? 0.5 : 0.99);
        }

        return measured;
    }

    private double[] Ranks(SiTunesSplit split, SiTunesEvent[] train, SiTunesFeatures features)
    {
        string[] songs = [.. train.Concat(split.TestStage2).Select(e => e.Song).Distinct().Order(StringComparer.Ordinal)];
        var random = new Random(split.Seed);
        (float[], bool)[] rows =
        [
            .. train.SelectMany(e => Enumerable.Range(0, Negatives).Select(_ => (features.Of(e with { Song = songs[random.Next(songs.Length)] }, leftOut: e), false))
                .Append((features.Of(e, leftOut: e), true))),
        ];
        float[] scores = Predict(rows, [.. split.TestStage2.SelectMany(e => songs.Select(song => features.Of(e with { Song = song }, leftOut: null)))]);
        return
        [
            .. split.TestStage2.Select((e, row) => RankMetrics.MidRank(
                scores.AsSpan(row * songs.Length, songs.Length), Array.IndexOf(songs, e.Song))),
        ];
    }

    private static bool IsLiked(SiTunesEvent listened) => listened.Rating >= 4;

    private float[] Predict((float[] Features, bool Label)[] train, float[][] test)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, test[0].Length);
        var model = context.Transforms.NormalizeMeanVariance(nameof(Row.Features), fixZero: false)
            .AppendCacheCheckpoint(context)
            .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                L1Regularization = 0, L2Regularization = Ridge, NumberOfThreads = 1,
            }))
            .Fit(context.Data.LoadFromEnumerable(train.Select(t => new Row { Features = t.Features, Label = t.Label }), schema));
        IDataView predicted = model.Transform(context.Data.LoadFromEnumerable(test.Select(f => new Row { Features = f }), schema));
        return [.. context.Data.CreateEnumerable<Prediction>(predicted, reuseRowObject: false).Select(p => p.Probability)];
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    private sealed class Prediction
    {
        public float Probability { get; set; }
    }
}
