using Microsoft.ML;
using MlNetMoodRec.Evaluation.Experiments;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Tells whether a song drops, keeps or lifts the mood, on the authors' splits: setting 2 tests on stage 2, setting 3 on stage
/// 3, both trained on stage 2.
/// </summary>
internal sealed class MoodChangeStudy(MLContext context, SiTunesData data, BenchmarkState state, ExperimentClock clock, CancellationToken cancellation)
{
    private const string Majority = "most frequent class";
    private const string Chosen = "best model on validation";
    private const string Mean = "mean of all models";

    private static readonly (string Name, SiTunesInputs Inputs)[] Variants =
    [
        ("without the mood", SiTunesInputs.Song | SiTunesInputs.Person),
        ("the mood alone", SiTunesInputs.Mood),
        ("with the mood", SiTunesInputs.Song | SiTunesInputs.Person | SiTunesInputs.Mood),
    ];

    /// <summary>The methods: with and without the mood before the song, and that alone.</summary>
    public static IReadOnlyList<string> Methods { get; } = [Majority, .. Variants.SelectMany(v => new[] { $"{Chosen}, {v.Name}", $"{Mean}, {v.Name}" })];

    /// <summary>What was predicted on a split, by method; and the models that were chosen, by the same names.</summary>
    public sealed record Predicted(
        Dictionary<string, int[]> Stage2, Dictionary<string, int[]> Stage3, Dictionary<string, string> Models, Dictionary<string, double> Validation);

    public static string Step(int seed) => $"mood-change-{seed}";

    public IReadOnlyList<Predicted> Run() => state.Each(
        data.Splits.Select(split => (Step(split.Seed), (Func<Predicted>)(() => Predict(split, Step(split.Seed))))), clock, cancellation);

    /// <summary>The two tables of this study.</summary>
    public IReadOnlyList<BenchmarkTable> Tables(IReadOnlyList<Predicted> predicted) =>
    [
        Table(
            "Mood change after a song (drop, keep, lift), setting 2: stage 2 to stage 2",
            [.. data.Splits.Select(s => s.TestStage2)],
            [.. predicted.Select(p => p.Stage2)],
            Published("MLP, objective situation alone", .5066, .2853),
            Published("MLP, mood before (subjective situation)", .5554, .4182),
            Published("MLP, both", .5718, .4394)),
        Table(
            "Mood change after a song, setting 3: stage 2 to stage 3",
            [.. data.Splits.Select(s => s.TestStage3)],
            [.. predicted.Select(p => p.Stage3)],
            Published("MLP, objective situation alone", .4643, .2496),
            Published("MLP, mood before (subjective situation)", .5414, .4067),
            new BenchmarkRow { Method = "MLP, both", IsPublished = true, Values = [new BenchmarkValue(.5102), null] }),
    ];

    private static BenchmarkRow Published(string method, double accuracy, double f1) =>
        new() { Method = method, IsPublished = true, Values = [new BenchmarkValue(accuracy), new BenchmarkValue(f1)] };

    private static BenchmarkTable Table(
        string title, IReadOnlyList<IReadOnlyList<SiTunesEvent>> tests, IReadOnlyList<Dictionary<string, int[]>> predicted, params BenchmarkRow[] published)
    {
        string reference = Methods[^2];
        return new BenchmarkTable
        {
            Title = title,
            Protocol = $"Means over the ten published splits, {tests[0].Count:N0} test events each, of {tests.SelectMany(t => t).Select(e => e.User).Distinct().Count()} people.",
            Metrics = ["accuracy", "macro-F1"],
            Reference = reference,
            Rows =
            [
                .. new ChangeBootstrap(tests).Rows([.. Methods.Select(m => (m, (IReadOnlyList<int[]>)[.. predicted.Select(p => p[m])]))], reference),
                .. published,
            ],
        };
    }

    private static double Accuracy(IReadOnlyList<SiTunesEvent> events, IReadOnlyList<float[]> chances) =>
        events.Zip(chances).Average(p => p.First.Change == Best(p.Second) ? 1.0 : 0);

    private static int Best(float[] chances) => Array.IndexOf(chances, chances.Max());

    private Predicted Predict(SiTunesSplit split, string step)
    {
        int most = split.Train.GroupBy(e => e.Change).MaxBy(g => g.Count())!.Key;
        var predicted = new Predicted([], [], [], []);
        predicted.Stage2[Majority] = [.. split.TestStage2.Select(_ => most)];
        predicted.Stage3[Majority] = [.. split.TestStage3.Select(_ => most)];
        foreach ((int at, (string name, SiTunesInputs inputs)) in Variants.Index())
        {
            MoodChangeModel[] models = [.. MoodChangeModel.All.Where(m => inputs.HasFlag(SiTunesInputs.Person) || !m.WithPerson)];
            double[] validation = [.. models.Select(m => Accuracy(split.Validation, Fit(m, split.Train, split.Validation, inputs)))];
            int best = Array.IndexOf(validation, validation.Max());
            predicted.Models[$"{Chosen}, {name}"] = models[best].Name;
            predicted.Validation[$"{Chosen}, {name}"] = validation[best];
            clock.Report(step, (at + 0.5) / Variants.Length);

            // Fitted once more with the validation part, which was held out to choose by.
            IReadOnlyList<SiTunesEvent> all = [.. split.Train, .. split.Validation];
            SiTunesEvent[] tests = [.. split.TestStage2, .. split.TestStage3];
            IReadOnlyList<float[]>[] chances = [.. models.Select(m => Fit(m, all, tests, inputs))];
            Keep($"{Chosen}, {name}", chances[best]);
            Keep($"{Mean}, {name}", [.. tests.Select((_, row) => Enumerable.Range(0, 3).Select(c => chances.Average(m => m[row][c])).ToArray())]);
            clock.Report(step, (at + 0.99) / Variants.Length);
        }

        return predicted;

        void Keep(string method, IReadOnlyList<float[]> chances)
        {
            predicted.Stage2[method] = [.. chances.Take(split.TestStage2.Count).Select(Best)];
            predicted.Stage3[method] = [.. chances.Skip(split.TestStage2.Count).Select(Best)];
        }
    }

    private IReadOnlyList<float[]> Fit(MoodChangeModel model, IReadOnlyList<SiTunesEvent> train, IReadOnlyList<SiTunesEvent> test, SiTunesInputs inputs)
    {
        cancellation.ThrowIfCancellationRequested();
        var features = new SiTunesFeatures(data.Songs, train, model.WithPerson ? inputs : inputs & ~SiTunesInputs.Person);
        return model.Predict(
            context,
            [.. train.Select(e => features.Of(e, leftOut: e))],
            [.. train.Select(e => e.Change)],
            [.. test.Select(e => features.Of(e, leftOut: null))]);
    }
}
