using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Benchmarks;

/// <summary>One request to a loaded zip of 5,000 songs, on one thread: 50 recent songs and a text of 20 words.</summary>
public class PredictionBenchmark
{
    private readonly string _zip = Path.Combine(Path.GetTempPath(), $"moodrec-benchmark-{Environment.ProcessId}.zip");
    private readonly ListenerContext _context = new()
    {
        Text = "long day at work and my head is full, i just want something warm and slow before i fall asleep",
        TopN = 10,
    };

    private ListenerContext _wishes = null!;
    private MoodRecModel _model = null!;
    private PredictionEngine<ListenerContext, SongRecommendations> _engine = null!;

    /// <summary>Runs the benchmark and prints its table.</summary>
    public static void Run()
    {
        IConfig config = ManualConfig.CreateEmpty()
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Median, StatisticColumn.P95)
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        Console.WriteLine(Machine.Description);
        BenchmarkRunner.Run<PredictionBenchmark>(config);
    }

    /// <summary>Trains briefly (the time of a request does not depend on how well), saves, and loads.</summary>
    [GlobalSetup]
    public void Load()
    {
        var ml = new MLContext(seed: 1);
        MoodRecCatalog mood = ml.MoodRec();
        var platform = new SimulatedPlatform(new SimulationOptions { Listeners = 200, Interactions = 9_000 });
        IDataView events = mood.Data.WithHistory(platform.Interactions());
        ITransformer model = mood.Text.EncodeMood("models/mood-encoder")
            .Append(mood.Trainers.MoodLstm(new MoodLstmOptions { Epochs = 1 }, validation: null, platform.Catalogue))
            .Fit(events);
        MoodRecModel.Save(ml, model, events.Schema, new ModelManifest { Method = "mood-lstm" }, platform.Catalogue, _zip);

        _model = MoodRecModel.Load(_zip);
        _engine = _model.CreateEngine();
        _context.RecentSongIds = [.. platform.Catalogue.Take(50).Select(s => s.Id)];
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

    /// <summary>The request.</summary>
    [Benchmark(Baseline = true)]
    public SongRecommendations Recommend() => _engine.Predict(_context);

    /// <summary>The same request with a mood direction, replay, diversity and a limit per artist.</summary>
    [Benchmark]
    public SongRecommendations RecommendWithWishes() => _engine.Predict(_wishes);

    /// <summary>Releases the model.</summary>
    [GlobalCleanup]
    public void Unload()
    {
        _engine.Dispose();
        _model.Dispose();
        File.Delete(_zip);
    }
}
