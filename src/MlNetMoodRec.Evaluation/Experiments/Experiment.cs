using System.Diagnostics;
using System.Security.Cryptography;
using MlNetMoodRec.Evaluation.Benchmarks;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>
/// The study: simulates the platform, trains every method on its log, tests them on the log's last part and on held-out
/// sessions, and measures what the mood is worth over its strength. What 'moodrec experiment' does.
/// </summary>
public sealed class Experiment
{
    private static readonly RecommenderMethod[] Methods =
        [RecommenderMethod.Popularity, RecommenderMethod.ContentBased, RecommenderMethod.Als, RecommenderMethod.Lstm, RecommenderMethod.MoodLstm];

    private readonly ExperimentOptions _options;
    private readonly string _folder;
    private readonly ExperimentState _state;
    private readonly ExperimentClock _clock;
    private readonly CancellationToken _cancellation;

    private Experiment(ExperimentOptions options, string folder, ExperimentState state, IProgress<ExperimentProgress>? progress, CancellationToken cancellation)
    {
        (_options, _folder, _state, _cancellation) = (options, folder, state, cancellation);
        _clock = new ExperimentClock(progress);
        Plan();
    }

    /// <summary>Runs an experiment, or goes on with one.</summary>
    /// <param name="options">What is simulated, trained and measured.</param>
    /// <param name="folder">Where logs, models and the state go; it is made if it is not there.</param>
    /// <param name="resume">Whether an experiment that was stopped in the folder goes on; otherwise the folder must hold none.</param>
    /// <param name="progress">Told how far it is; from several threads.</param>
    /// <param name="cancellation">Stops it; it can go on from there.</param>
    /// <exception cref="MoodRecException">The options, the encoder or the folder cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ExperimentResult Run(
        ExperimentOptions options,
        string folder,
        bool resume = false,
        IProgress<ExperimentProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options.Validate();
        using MoodEncoder encoder = MoodEncoder.Load(options.EncoderFolder);
        ExperimentState state = ExperimentState.Open(folder, options, resume);
        return new Experiment(options, folder, state, progress, cancellation).Run(encoder);
    }

    private ExperimentResult Run(MoodEncoder encoder)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        List<SeedResult> seeds = [];
        List<IReadOnlyList<MethodRecord>> records = [];
        foreach (int seed in _options.AllSeeds)
        {
            (SeedResult result, IReadOnlyList<MethodRecord> methods) = RunSeed(seed, encoder);
            seeds.Add(result);
            records.Add(methods);
        }

        LiftCurve? lift = _options.LiftStrengths.Count == 0 ? null : RunLift(encoder);
        process.Refresh();
        return new ExperimentResult
        {
            Protocol = Protocol(),
            Methods = ExperimentSummaries.Methods(records),
            Seeds = seeds,
            Lift = lift,
            PeakMemoryBytes = process.PeakWorkingSet64,
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
            ProcessorSeconds = (process.TotalProcessorTime - before).TotalSeconds,
        };
    }

    private (SeedResult Result, IReadOnlyList<MethodRecord> Methods) RunSeed(int seed, MoodEncoder encoder)
    {
        long start = Stopwatch.GetTimestamp();

        // The data is made anew by a resumed run only if something is left to do with it.
        var run = new Lazy<SeedRun>(() =>
        {
            _clock.Report(Step(seed, "data"), 0, "simulating and reading");
            var made = new SeedRun(_options, seed, _folder, encoder, _cancellation);
            _clock.Report(Step(seed, "data"), 1, "simulated and read");
            return made;
        });
        SeedFacts facts = Do(Step(seed, "data"), () => new SeedFacts(run.Value.Log, run.Value.ReadMoods()));
        MethodRecord logging = Do(Step(seed, ExperimentMethods.Logging), () => run.Value.Logging(Part(Step(seed, ExperimentMethods.Logging)), _cancellation));
        double engagement = logging.Result.Policy!.Engagement.Mean;
        List<MethodRecord> records = [.. Methods.Select(method => RunMethod(seed, run, method, engagement)), logging];
        records.Add(Do(Step(seed, ExperimentMethods.Oracle), () => run.Value.Oracle(engagement, Part(Step(seed, ExperimentMethods.Oracle)), _cancellation)));
        return (new SeedResult
        {
            Seed = seed,
            Log = facts.Log,
            Methods = [.. records.Select(r => r.Result)],
            MoodReading = facts.MoodReading,
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
        }, records);
    }

    private MethodRecord RunMethod(int seed, Lazy<SeedRun> run, RecommenderMethod method, double engagement)
    {
        string step = Step(seed, method.Name());
        return Do(step, () => run.Value.Method(method, engagement, _state.CheckpointFolder(step), _clock, step, _cancellation));
    }

    private LiftCurve RunLift(MoodEncoder encoder)
    {
        List<LiftPoint> points = [];
        LogSummary? log = null;
        foreach (double strength in _options.LiftStrengths.Order())
        {
            List<LiftRun> runs = [];
            foreach (int seed in _options.AllSeeds)
            {
                string step = LiftStep(seed, strength);
                string folder = Path.Combine(_folder, "data", step.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-'));
                runs.Add(Do(step, () => LiftRun.Run(_options, strength, seed, folder, encoder, share => _clock.Report(step, share), _cancellation)));
            }

            log ??= runs[0].Log;
            points.Add(ExperimentSummaries.Lift(strength, runs));
        }

        return new LiftCurve(log!, _options.Seeds, points);
    }

    /// <summary>A step that was done before is not done again.</summary>
    private T Do<T>(string step, Func<T> compute)
        where T : class =>
        _state.Do(
            step,
            () =>
            {
                _cancellation.ThrowIfCancellationRequested();
                T result = compute();
                _clock.Report(step, 1, "done");
                return result;
            },
            () => _clock.Skip(step));

    /// <summary>Seconds of each step at full size on two cores; their ratios give the progress.</summary>
    private void Plan()
    {
        foreach (int seed in _options.AllSeeds)
        {
            _clock.Plan(Step(seed, "data"), 30);
            _clock.Plan(Step(seed, ExperimentMethods.Logging), 2);
            foreach (RecommenderMethod method in Methods)
            {
                _clock.Plan(Step(seed, method.Name()), method is RecommenderMethod.Lstm or RecommenderMethod.MoodLstm ? 70 : 12);
            }

            _clock.Plan(Step(seed, ExperimentMethods.Oracle), 6);
            foreach (double strength in _options.LiftStrengths)
            {
                _clock.Plan(LiftStep(seed, strength), 18);
            }
        }
    }

    private Progress Part(string step) => new(share => _clock.Report(step, share));

    private static string Step(int seed, string name) => $"seed {seed}, {name}";

    private static string LiftStep(int seed, double strength) => FormattableString.Invariant($"seed {seed}, lift at {strength:0.00}");

    private ExperimentProtocol Protocol() => new()
    {
        Preset = _options.Preset.ToString().ToLowerInvariant(),
        Seeds = [.. _options.AllSeeds],
        Simulation = _options.Simulation,
        Lstm = _options.Lstm,
        Als = _options.Als,
        Split = new EventDataOptions { Path = "" }.SplitName,
        PolicyListeners = _options.PolicyListeners,
        PolicySessions = _options.PolicySessions,
        SlateSize = new Simulation.Policies.PolicyRunOptions().SlateSize,
        EncoderHash = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_options.EncoderFolder, "model.onnx")))),
        Machine = RunFacts.Machine,
        Version = RunFacts.Version,
    };

    private sealed record SeedFacts(LogSummary Log, IReadOnlyList<MoodReadingRow> MoodReading);

    private sealed class Progress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
