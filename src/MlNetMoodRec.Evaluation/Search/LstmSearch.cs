using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>
/// Searches the options of the LSTM: settings drawn at random (Bergstra and Bengio 2012), and successive halving over
/// their epochs (<see cref="SearchOptions"/>). What 'moodrec tune' does.
/// </summary>
/// <remarks>
/// A trial goes on from its own weights when it is promoted. Its step size falls over all <see cref="SearchOptions.Epochs"/>
/// from the beginning, so that a trial is compared with others at the same place of the same schedule, and training with its
/// options gives the same model again. Choices look at the NDCG@10 of the validation part alone; the test part is never read.
/// The same seed and data give the same trials and the same choice, however many trials run side by side.
/// </remarks>
public sealed class LstmSearch
{
    private const string JournalName = "journal.jsonl";
    private const string TrialsName = "trials";

    private readonly TrainingRun _run;
    private readonly TrainingRunOptions _runOptions;
    private readonly SearchOptions _options;

    /// <summary>Prepares a search; the mood encoder is opened here, before any long work.</summary>
    /// <param name="context">The context that the data belongs to.</param>
    /// <param name="run">The method, what it needs, and the options of the LSTM that the search starts from; its epochs are those of the search.</param>
    /// <param name="options">How it is searched.</param>
    /// <exception cref="MoodRecException">An option or the encoder cannot be used.</exception>
    public LstmSearch(MLContext context, TrainingRunOptions run, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (run.Method is not (RecommenderMethod.Lstm or RecommenderMethod.MoodLstm))
        {
            throw new MoodRecException($"The method '{run.Method.Name()}' has no options of an LSTM to search; use lstm or mood-lstm.");
        }

        _run = new TrainingRun(context, run);
        _runOptions = run;
        _options = options;
    }

    /// <summary>What reads the mood of texts; null for a method that reads none. The data wants it for past texts.</summary>
    public ITransformer? MoodReader => _run.MoodReader;

    /// <summary>Whether a folder holds a search that was begun.</summary>
    public static bool IsBegun(string folder) => File.Exists(Path.Combine(folder, JournalName));

    /// <summary>Searches, or goes on with a search that was stopped in the folder, however it was stopped.</summary>
    /// <param name="data">The data, of which the training and the validation part are read, once.</param>
    /// <param name="dataOptions">How it was read and split.</param>
    /// <param name="folder">Keeps the journal and the state of the trials; it is made if it is not there.</param>
    /// <param name="progress">Told after every step of every trial, on the thread that trains it, from one thread at a time.</param>
    /// <param name="cancellation">Stops the search, which can go on later.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the folder holds what is done.</exception>
    /// <exception cref="MoodRecException">The data or the folder cannot be used, or every trial failed.</exception>
    public SearchResult Run(
        EventData data, EventDataOptions dataOptions, string folder, IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(dataOptions);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (data.Train is null || data.Validation is null)
        {
            throw new MoodRecException("There is nothing to train on: the split holds nothing out. Use the split by time or leave-one-out.");
        }

        MoodLstmOptions start = _run.LstmOptions() with { Epochs = _options.Epochs, CheckpointPath = "", Threads = 1 };
        ListeningSequences train = ListeningSequences.Read(_run.WithMood(data.Train), _runOptions.Catalogue, start.UseMood, cancellation);
        ListeningSequences validation = ListeningSequences.Read(_run.WithMood(data.Validation), train.Songs, start.UseMood, cancellation);

        string trialsFolder = Path.Combine(folder, TrialsName);
        Directory.CreateDirectory(trialsFolder);
        using SearchJournal journal = SearchJournal.Open(Path.Combine(folder, JournalName), Identity(start, data, dataOptions, train, validation));
        IReadOnlyList<SearchRung> rungs = SuccessiveHalving.Plan(_options.Trials, _options.Epochs, _options.MinEpochs, _options.Reduction);
        var trainer = new TrialTrainer(train, validation, trialsFolder);
        var runner = new SearchRunner(
            rungs, _options.Parallel == 0 ? Environment.ProcessorCount : _options.Parallel, journal, trainer.Train, trainer.Forget);
        IReadOnlyList<SearchTrial> trials = runner.Run(_options.Space.Draw(start, _options.Trials, _runOptions.Seed), progress, cancellation);
        Directory.Delete(trialsFolder, recursive: true);
        return new SearchResult
        {
            Method = _runOptions.Method.Name(),
            Split = dataOptions.SplitName,
            SeenSongs = dataOptions.SeenSongs,
            DataHash = "sha256:" + data.Summary.DataHash,
            Seed = _runOptions.Seed,
            Options = _options,
            Rungs = rungs,
            Trials = trials,
            BestTrial = SuccessiveHalving.Rank(trials).FirstOrDefault()?.Number
                ?? throw new MoodRecException($"Every trial failed, the first with: {trials[0].Error}"),
        };
    }

    /// <summary>What must be the same for a search to go on.</summary>
    private JsonObject Identity(
        MoodLstmOptions start, EventData data, EventDataOptions dataOptions, ListeningSequences train, ListeningSequences validation)
    {
        string[] parts =
        [
            MoodLstmCheckpoint.Fingerprint(start, train),
            MoodLstmCheckpoint.Fingerprint(start, validation),
            JsonSerializer.Serialize(_runOptions.Catalogue, EvaluationJson.Compact),
        ];
        return new JsonObject
        {
            ["search"] = "MlNetMoodRec search 1",
            ["method"] = _runOptions.Method.Name(),
            ["data"] = "sha256:" + data.Summary.DataHash,
            ["split"] = dataOptions.SplitName,
            ["seenSongs"] = JsonSerializer.SerializeToNode(dataOptions.SeenSongs, EvaluationJson.Compact),
            ["options"] = JsonSerializer.SerializeToNode(_options with { Parallel = 0 }, EvaluationJson.Compact),
            ["lstm"] = JsonSerializer.SerializeToNode(start, EvaluationJson.Compact),
            ["rowsAndCatalogue"] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts))),
        };
    }
}
