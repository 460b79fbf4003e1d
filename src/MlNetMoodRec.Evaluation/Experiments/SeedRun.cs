using System.Diagnostics;
using Microsoft.ML;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation.Policies;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>All methods on one simulated platform.</summary>
internal sealed class SeedRun
{
    private const int LatencyRequests = 200;

    private readonly ExperimentOptions _options;
    private readonly int _seed;
    private readonly string _folder;
    private readonly SimulatedData _data;
    private readonly ListenerEvent[] _calibrationRows;
    private readonly PolicyRunOptions _sessions;

    public SeedRun(ExperimentOptions options, int seed, string folder, MoodEncoder encoder, CancellationToken cancellation)
    {
        _options = options;
        _seed = seed;
        _folder = folder;
        _data = SimulatedData.Create(options.Simulation with { Seed = seed }, DataFolder(folder, seed), encoder, cancellation);
        _calibrationRows = LikeCalibration.Choose(_data.Events.ValidationRows(new MLContext(seed)));
        _sessions = new PolicyRunOptions { Listeners = options.PolicyListeners, SessionsPerListener = options.PolicySessions, Seed = seed };
    }

    public LogSummary Log => _data.Log;

    public IReadOnlyList<MoodReadingRow> ReadMoods() => MoodReadingStudy.Run(_data.Platform, _data.Moods);

    /// <summary>The policy that made the log, on the held-out sessions.</summary>
    public MethodRecord Logging(IProgress<double> progress, CancellationToken cancellation)
    {
        PolicyRun run = _data.Platform.Run(new LoggingPolicy(_data.Platform), _sessions, progress, cancellation);
        return new MethodRecord { Result = new MethodResult { Method = ExperimentMethods.Logging, Policy = PolicyMetricsBuilder.Build(run, run.Engagement) } };
    }

    /// <summary>What knowing the truth comes to: nothing is trained.</summary>
    public MethodRecord Oracle(double loggingEngagement, IProgress<double> progress, CancellationToken cancellation)
    {
        var truths = new TruthRows(_data.Platform, _data.TestRows);
        string[] songIds = [.. _data.Platform.Catalogue.Select(s => s.Id)];
        var targets = new TargetScores(songIds, _data.Platform.Catalogue, _options.K);
        EvaluationResult ranking = RankingEvaluator.Evaluate(
            ExperimentMethods.Oracle,
            songIds,
            (rows, _) =>
            {
                float[] scores = truths.Score(rows);
                Add(targets, rows, scores, new float[scores.Length]);
                return scores;
            },
            _data.TestRows,
            null,
            _data.Events.Protocol(_data.Options, "nothing: it knows the truth", _options.K, _seed),
            progress: null,
            cancellation);
        PolicyRun run = _data.Platform.Run(new OraclePolicy(_data.Platform), _sessions, progress, cancellation);
        return new MethodRecord
        {
            Rows = ranking.Rows,
            Result = new MethodResult
            {
                Method = ExperimentMethods.Oracle,
                Ranking = ranking,
                Likes = LikeMetricsBuilder.Build([.. _data.TestRows.Select(truths.PositiveProbability)], [.. _data.TestRows.Select(IsLiked)]),
                Diversity = targets.Diversity,
                Policy = PolicyMetricsBuilder.Build(run, loggingEngagement),
            },
        };
    }

    /// <summary>Trains a method, tests it, lets it recommend, and saves its model zip.</summary>
    /// <param name="method">The method.</param>
    /// <param name="loggingEngagement">The engagement of the logging policy.</param>
    /// <param name="checkpoints">A folder for the state of its training.</param>
    /// <param name="clock">The step's progress.</param>
    /// <param name="step">The step's name.</param>
    /// <param name="cancellation">Stops between two steps of training or testing; a training can go on from there.</param>
    public MethodRecord Method(
        RecommenderMethod method, double loggingEngagement, string checkpoints, ExperimentClock clock, string step, CancellationToken cancellation)
    {
        var context = new MLContext(_seed);
        var run = new TrainingRun(context, new TrainingRunOptions
        {
            Method = method,
            EncoderFolder = _options.EncoderFolder,
            Catalogue = _data.Platform.Catalogue,
            Als = _options.Als,
            Lstm = Training(_options.Lstm),
            K = _options.K,
            Seed = _seed,
            CheckpointFolder = checkpoints,
        });
        using TrainedRecommender trained = run.Train(_data.Events, _data.Options, clock.Training(step, 0, 0.8), cancellation);
        cancellation.ThrowIfCancellationRequested();

        using var session = new RecommenderSession(trained.Onnx, Environment.ProcessorCount);
        var targets = new TargetScores(session.SongIds, _data.Platform.Catalogue, _options.K);
        long start = Stopwatch.GetTimestamp();
        EvaluationResult ranking = RankingEvaluator.Evaluate(
            method.Name(),
            session.SongIds,
            Scorer(session, targets),
            _data.TestRows,
            _data.Moods.Embeddings(_data.TestRows.Select(r => r.Text)),
            _data.Events.Protocol(_data.Options, "training part", _options.K, _seed),
            progress: null,
            cancellation);
        double scoringSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        clock.Report(step, 0.85, "tested");

        // Before the calibration's rows join the test's.
        double diversity = targets.Diversity;
        LikeMetrics likes = Likes(session, targets, cancellation);
        trained.Tested(ranking);
        string zip = ModelPath(method);
        trained.Save(zip);
        PolicyRun policy = _data.Platform.Run(
            new RecommenderPolicy(method.Name(), session, _data.Moods, _options.PolicyLikeWeight),
            _sessions,
            new Part(clock, step, 0.87, 1),
            cancellation);
        (double median, double high) = Latency(zip);
        return new MethodRecord
        {
            Rows = ranking.Rows,
            Result = new MethodResult
            {
                Method = method.Name(),
                Ranking = ranking,
                Likes = likes,
                Diversity = diversity,
                Policy = PolicyMetricsBuilder.Build(policy, loggingEngagement),
                Cost = new MethodCost
                {
                    TrainingSeconds = trained.TrainingTime.TotalSeconds,
                    ScoringSeconds = scoringSeconds,
                    RequestMs = median,
                    RequestMs95 = high,
                    ModelBytes = new FileInfo(zip).Length,
                },
                Epochs = trained.Epochs,
            },
        };
    }

    /// <summary>Nothing else runs beside a training here, so two threads pay; the result is the same as with one.</summary>
    internal static MoodLstmOptions Training(MoodLstmOptions options) => options with { Threads = Math.Min(2, Environment.ProcessorCount) };

    private static string DataFolder(string folder, int seed) => Path.Combine(folder, "data", $"seed-{seed}");

    private static bool IsLiked(ListenerEvent row) => row.Feedback >= SongPlays.GoodFeedback;

    private string ModelPath(RecommenderMethod method)
    {
        string folder = Path.Combine(_folder, "models", $"seed-{_seed}");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, method.Name() + ".zip");
    }

    private LikeMetrics Likes(RecommenderSession session, TargetScores targets, CancellationToken cancellation)
    {
        foreach (ListenerEvent[] rows in _calibrationRows.Chunk(256))
        {
            cancellation.ThrowIfCancellationRequested();
            Scorer(session, targets)(rows, _data.Moods.Embeddings(rows.Select(r => r.Text)));
        }

        LikeCalibration calibration = LikeCalibration.Fit(_seed, _calibrationRows, targets);
        return LikeMetricsBuilder.Build(calibration.Predict(_data.TestRows, targets), [.. _data.TestRows.Select(IsLiked)]);
    }

    private static Func<IReadOnlyList<ListenerContext>, IReadOnlyList<float[]?>, float[]> Scorer(RecommenderSession session, TargetScores targets) =>
        (rows, embeddings) =>
        {
            (float[] scores, float[] likes) = session.ScoreWithLikes(rows, embeddings);
            Add(targets, rows, scores, likes);
            return scores;
        };

    private static void Add(TargetScores targets, IReadOnlyList<ListenerContext> rows, float[] scores, float[] likes)
    {
        int songs = scores.Length / rows.Count;
        for (int i = 0; i < rows.Count; i++)
        {
            targets.Add((ListenerEvent)rows[i], scores.AsSpan(i * songs, songs), likes.AsSpan(i * songs, songs));
        }
    }

    /// <summary>Requests to the saved model as an app makes them, one after the other on this thread: median and 95th percentile in milliseconds.</summary>
    private (double Median, double High) Latency(string zip)
    {
        using MoodRecModel model = MoodRecModel.Load(zip);
        List<double> times = [];
        for (int i = -LatencyRequests / 10; i < LatencyRequests; i++)
        {
            ListenerEvent row = _data.TestRows[(int)((long)(i + LatencyRequests) * 7919 % _data.TestRows.Count)];
            long start = Stopwatch.GetTimestamp();
            model.Recommend(row);
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        return (times[times.Count / 2], times[(int)(times.Count * 0.95)]);
    }

    private sealed class Part(ExperimentClock clock, string step, double from, double to) : IProgress<double>
    {
        public void Report(double value) => clock.Report(step, from + ((to - from) * value), "recommending");
    }
}
