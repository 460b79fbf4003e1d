using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Histories;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation;

/// <summary>A file of interactions as rows of events, split.</summary>
public sealed class EventData
{
    private EventData(ReadSummary summary, IDataView? train, IDataView? validation, IDataView test) =>
        (Summary, Train, Validation, Test) = (summary, train, validation, test);

    /// <summary>What was read and what was left out.</summary>
    public ReadSummary Summary { get; }

    /// <summary>The rows to train on; null where nothing was held out.</summary>
    public IDataView? Train { get; }

    /// <summary>The rows to stop training and choose options by; null where nothing was held out.</summary>
    public IDataView? Validation { get; }

    /// <summary>The rows to test on.</summary>
    public IDataView Test { get; }

    /// <summary>The rows of <see cref="Train"/> and <see cref="Validation"/>, in time order; null where nothing was held out.</summary>
    public IDataView? TrainAndValidation => Train is RowSelectionView train && Validation is RowSelectionView validation ? train.With(validation) : null;

    /// <summary>Reads and splits a file.</summary>
    /// <param name="context">The context that the rows belong to.</param>
    /// <param name="options">The file and how it is treated.</param>
    /// <param name="moodReader">What reads the valence of the texts at past songs; null leaves them out.</param>
    /// <param name="read">Told the summary as soon as the file is read, before texts are.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="MoodRecException">The file or an option cannot be used.</exception>
    public static EventData Load(
        MLContext context,
        EventDataOptions options,
        ITransformer? moodReader = null,
        Action<ReadSummary>? read = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Load(
            context,
            options,
            moodReader is null ? null : texts => [.. TextMoods.Read(context, moodReader, texts).Select(m => m.Valence)],
            read,
            cancellation);
    }

    /// <summary>Reads and splits a file; <paramref name="readValences"/> reads the texts at past songs.</summary>
    internal static EventData Load(
        MLContext context,
        EventDataOptions options,
        Func<IReadOnlyList<string>, float[]>? readValences,
        Action<ReadSummary>? read,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        DataCatalog data = context.MoodRec().Data;
        InteractionDataView interactions = data.LoadInteractions(options.Path, options.Reader, cancellationToken: cancellation);
        read?.Invoke(interactions.Summary!);
        HistoryOptions history = options.History with { ExcludeSeen = options.SeenSongs == SeenSongPolicy.Excluded };
        IDataView events = data.WithHistory(interactions.Store, history, readValences);
        (IDataView? train, IDataView? validation, IDataView test) = options.Split switch
        {
            DataSplit.Time => data.SplitByTime(events, 0.7, 0.2),
            DataSplit.LeaveOneOut => data.SplitLeaveOneOut(events),
            _ => (null, null, events),
        };
        return new EventData(interactions.Summary!, train, validation, test);
    }

    /// <summary>The protocol by which <see cref="Test"/> is evaluated.</summary>
    internal Protocol Protocol(EventDataOptions options, string trainedOn, int k, int seed) => new()
    {
        Split = options.SplitName,
        TrainedOn = trainedOn,
        SeenSongs = options.SeenSongs,
        K = k,
        Seed = seed,
        DataHash = "sha256:" + Summary.DataHash,
    };

    /// <summary>The test rows, in memory.</summary>
    internal IReadOnlyList<ListenerEvent> TestRows(MLContext context) => Rows(context, Test);

    /// <summary>The validation rows, in memory; none where nothing was held out.</summary>
    internal IReadOnlyList<ListenerEvent> ValidationRows(MLContext context) => Validation is null ? [] : Rows(context, Validation);

    private static IReadOnlyList<ListenerEvent> Rows(MLContext context, IDataView rows) =>
        [.. context.Data.CreateEnumerable<ListenerEvent>(rows, reuseRowObject: false, ignoreMissingColumns: true)];
}
