using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Benchmarks;

/// <summary>
/// One request to a loaded zip of 5,000 songs, on one thread: 50 recent songs and a text of 20 words. From the sessions
/// under it, over a prediction engine, to the pool that serves it.
/// </summary>
public class PredictionBenchmark : IDisposable
{
    private const string EncoderFolder = "models/mood-encoder";

    private readonly string _zip = Path.Combine(Path.GetTempPath(), $"moodrec-benchmark-{Environment.ProcessId}.zip");
    private readonly ListenerContext _context = new()
    {
        Text = "long day at work and my head is full, i just want something warm and slow before i fall asleep",
        TopN = 10,
    };

    private ListenerContext _wishes = null!;
    private MoodRecModel _model = null!;
    private PredictionEngine<ListenerContext, SongRecommendations> _engine = null!;
    private MoodRecEnginePool _pool = null!;
    private RawSessions _raw = null!;

    /// <summary>Runs the benchmark and prints its table, and what the pool costs over the raw sessions.</summary>
    public static void Run()
    {
        IConfig config = ManualConfig.CreateEmpty()
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Median, StatisticColumn.P95)
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        Console.WriteLine(Machine.Description);
        Summary summary = BenchmarkRunner.Run<PredictionBenchmark>(config);
        double Median(string method) => summary.Reports.Single(r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method).ResultStatistics!.Median / 1000;
        Console.WriteLine(
            $"Over raw ONNX Runtime sessions: the engine {Median(nameof(Engine)) - Median(nameof(Raw)):F0} us, " +
            $"the pool {Median(nameof(Pool)) - Median(nameof(Raw)):F0} us (medians; the pool's target is at most 100).");
    }

    /// <summary>Trains briefly (the time of a request does not depend on how well), saves, and loads.</summary>
    [GlobalSetup]
    public void Load()
    {
        var ml = new MLContext(seed: 1);
        MoodRecCatalog mood = ml.MoodRec();
        var platform = new SimulatedPlatform(new SimulationOptions { Listeners = 200, Interactions = 9_000 });
        IDataView events = mood.Data.WithHistory(platform.Interactions());
        ITransformer model = mood.Text.EncodeMood(EncoderFolder)
            .Append(mood.Trainers.MoodLstm(new MoodLstmOptions { Epochs = 1 }, validation: null, platform.Catalogue))
            .Fit(events);
        MoodRecModel.Save(ml, model, events.Schema, new ModelManifest { Method = "mood-lstm" }, platform.Catalogue, _zip);

        _model = MoodRecModel.Load(_zip);
        _engine = _model.CreateEngine();
        _context.RecentSongIds = [.. platform.Catalogue.Take(50).Select(s => s.Id)];
        _pool = new MoodRecEnginePool(new MoodRecPoolOptions { ModelPath = _zip, MaxEngines = 1 });
        _raw = new RawSessions(EncoderFolder, _model.RecommenderOnnx, _context);
        if (!_raw.Recommend().Scores.SequenceEqual(_pool.Recommend(_context).Scores))
        {
            throw new InvalidOperationException("The raw sessions answer something else than the pool: they do not do the same work.");
        }

        _wishes = new ListenerContext
        {
            Text = _context.Text,
            RecentSongIds = _context.RecentSongIds,
            TopN = _context.TopN,
            MoodDirection = MoodDirection.Lift,
            SeenSongs = SeenSongs.Replay,
            Diversity = 0.3f,
            MaxPerArtist = 2,
        };
    }

    /// <summary>The graphs alone.</summary>
    [Benchmark(Baseline = true)]
    public SongRecommendations Raw() => _raw.Recommend();

    /// <summary>A prediction engine.</summary>
    [Benchmark]
    public SongRecommendations Engine() => _engine.Predict(_context);

    /// <summary>The pool.</summary>
    [Benchmark]
    public SongRecommendations Pool() => _pool.Recommend(_context);

    /// <summary>The same request with a mood direction, replay, diversity and a limit per artist.</summary>
    [Benchmark]
    public SongRecommendations RecommendWithWishes() => _engine.Predict(_wishes);

    /// <summary>Releases the model.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _raw.Dispose();
        _pool.Dispose();
        _engine.Dispose();
        _model.Dispose();
        File.Delete(_zip);
        GC.SuppressFinalize(this);
    }
}
