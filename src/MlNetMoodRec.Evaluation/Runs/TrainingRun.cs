using System.Diagnostics;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation;

/// <summary>
/// Trains one method on a file's events and tests it on the part that was held out: what 'moodrec train' and 'moodrec
/// evaluate --method' do.
/// </summary>
public sealed class TrainingRun
{
    private readonly MLContext _context;
    private readonly TrainingRunOptions _options;

    /// <summary>Prepares a run; the mood encoder is opened here, before any long work.</summary>
    /// <exception cref="MoodRecException">An option or the encoder cannot be used.</exception>
    public TrainingRun(MLContext context, TrainingRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _context = context;
        _options = options;
        MoodReader = options.Method == RecommenderMethod.MoodLstm
            ? context.MoodRec().Text.EncodeMood(options.EncoderFolder).Fit(context.Data.LoadFromEnumerable<ListenerContext>([]))
            : null;
    }

    /// <summary>What reads the mood of texts; null for a method that reads none. The data wants it for past texts.</summary>
    public ITransformer? MoodReader { get; }

    /// <summary>
    /// Trains on the training part (or on training and validation part together, without early stopping), stops early by
    /// the validation part, and tests on the test part. If
    /// <paramref name="cancellation"/> comes when there is a model to keep, that model is returned untested.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before there was a model to keep.</exception>
    /// <exception cref="MoodRecException">The data cannot be used.</exception>
    public TrainedRecommender Run(
        EventData data, EventDataOptions dataOptions, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        TrainedRecommender trained = Train(data, dataOptions, progress, cancellation);
        if (!cancellation.IsCancellationRequested)
        {
            trained.Test(progress, cancellation);
        }

        return trained;
    }

    /// <summary>Trains as <see cref="Run"/> does, without the test.</summary>
    internal TrainedRecommender Train(EventData data, EventDataOptions dataOptions, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(dataOptions);
        bool fitOnBoth = _options.FitOn == FitPart.TrainingAndValidation;
        IDataView? train = fitOnBoth ? data.TrainAndValidation : data.Train;
        if (train is null || data.Validation is null)
        {
            throw new MoodRecException("There is nothing to train on: the split holds nothing out. Use the split by time or leave-one-out.");
        }

        IDataView? validation = fitOnBoth ? null : WithMood(data.Validation);
        long start = Stopwatch.GetTimestamp();
        var relay = new TrainingRelay(progress);
        RecommenderTransformer recommender = Trainer(validation, relay, cancellation).Fit(WithMood(train));
        return new TrainedRecommender(_context, _options, dataOptions, MoodReader, recommender, data)
        {
            TrainingTime = Stopwatch.GetElapsedTime(start),
            Epochs = relay.Epochs,
        };
    }

    /// <summary>The rows with the mood of their texts, where the method reads it.</summary>
    internal IDataView WithMood(IDataView rows) => MoodReader is null ? rows : MoodReader.Transform(rows);

    private IEstimator<RecommenderTransformer> Trainer(IDataView? validation, IProgress<TrainingProgress> training, CancellationToken cancellation)
    {
        TrainersCatalog trainers = _context.MoodRec().Trainers;
        return _options.Method switch
        {
            RecommenderMethod.Popularity => trainers.Popularity(_options.Catalogue),
            RecommenderMethod.ContentBased => trainers.ContentBased(_options.Content with { Seed = _options.Seed }, _options.Catalogue, cancellation),
            RecommenderMethod.Als => trainers.Als(_options.Als with { Seed = _options.Seed }, _options.Catalogue, training, cancellation),
#if MLNET_RECOMMENDER
            RecommenderMethod.MatrixFactorization => trainers.MatrixFactorization(catalogue: _options.Catalogue),
#endif
            _ => trainers.MoodLstm(LstmOptions(), validation, _options.Catalogue, training, cancellation),
        };
    }

    /// <summary>The LSTM's options, with what follows from the other options of the run.</summary>
    internal MoodLstmOptions LstmOptions()
    {
        string checkpoint = "";
        if (_options.CheckpointFolder.Length > 0)
        {
            Directory.CreateDirectory(_options.CheckpointFolder);
            checkpoint = Path.Combine(_options.CheckpointFolder, _options.Method == RecommenderMethod.Lstm ? "lstm.checkpoint" : "mood-lstm.checkpoint");
        }

        return _options.Lstm with
        {
            UseMood = _options.Method == RecommenderMethod.MoodLstm,
            Seed = _options.Seed,
            CheckpointPath = checkpoint,
        };
    }

    /// <summary>Unlike <see cref="Progress{T}"/> these report at once, on the thread that works.</summary>
    private sealed class TrainingRelay(IProgress<RunProgress>? progress) : IProgress<TrainingProgress>
    {
        public IReadOnlyList<TrainingEpoch> Epochs { get; private set; } = [];

        public void Report(TrainingProgress value)
        {
            Epochs = value.Epochs;
            progress?.Report(new RunProgress(RunStage.Training, value.Step / (double)Math.Max(1, value.TotalSteps), value));
        }
    }

    internal sealed class EvaluationRelay(IProgress<RunProgress> progress, int rows) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new RunProgress(RunStage.Evaluating, value / (double)rows));
    }
}
