using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using MlNetMoodRec.Data.Histories;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Data;

/// <summary>Reads interactions and catalogues, builds listening histories, and splits them without leakage.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "Reached as members of a catalogue, whether or not they use its context.")]
public sealed partial class DataCatalog
{
    private readonly MLContext _context;

    internal DataCatalog(MLContext context) => _context = context;

    /// <summary>
    /// Reads a file of interactions into memory, in time order. See <see cref="InteractionReader"/> for what is read and
    /// what is left out, and <see cref="InteractionDataView.Summary"/> for how much.
    /// </summary>
    /// <param name="path">A CSV, TSV, JSON-lines, Parquet or sequence file.</param>
    /// <param name="options">How it is read; null for the defaults.</param>
    /// <param name="progress">Is told how many rows were read, now and then.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="MoodRecException">The file cannot be used; the message says why, and where in the file.</exception>
    public InteractionDataView LoadInteractions(
        string path,
        InteractionReaderOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        InteractionReader reader = new(path, options);
        InteractionStore store = InteractionStore.From(reader.Read(progress, cancellationToken), () => reader.HasTimes);
        return new InteractionDataView(store, reader.Summary);
    }

    /// <summary>Reads a file of songs. See <see cref="CatalogueReader"/>, which also gives a summary.</summary>
    /// <param name="path">A CSV, TSV, JSON-lines or Parquet file.</param>
    /// <param name="options">How it is read; null for the defaults.</param>
    /// <exception cref="MoodRecException">The file cannot be used; the message says why, and where in the file.</exception>
    public IReadOnlyList<Song> LoadCatalogue(string path, CatalogueReaderOptions? options = null) => new CatalogueReader(path, options).Read();

    /// <summary>
    /// Makes a row of <see cref="Recommendation.ListenerEvent"/> of every interaction, in time order: the listener's songs
    /// before the event, the mood text known before it, and the event itself as the label. Nothing of the event (but a
    /// text written before it) and nothing later enters the context. Rows are made when they are read; they take no memory.
    /// </summary>
    /// <param name="interactions">Interactions: of <see cref="LoadInteractions"/>, or any data view with the columns of <see cref="Interaction"/>.</param>
    /// <param name="options">What the rows hold; null for the defaults.</param>
    /// <param name="progress">Is told the share of the texts that the mood encoder has read, from 0 to 1; from several threads.</param>
    /// <param name="cancellationToken">Stops the reading of the texts.</param>
    /// <exception cref="MoodRecException">An option is wrong, a column is missing, or the encoder cannot be loaded.</exception>
    public IDataView WithHistory(
        IDataView interactions,
        HistoryOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        InteractionStore store = interactions is InteractionDataView view
            ? view.Store
            : InteractionStore.From(
                EventColumns.ReadInteractions(interactions),
                () => TimeAnnotations.HasTimes(interactions.Schema[nameof(Interaction.Time)]));
        return WithHistory(store, options, progress, cancellationToken);
    }

    /// <inheritdoc cref="WithHistory(IDataView, HistoryOptions?, IProgress{double}?, CancellationToken)"/>
    /// <param name="interactions">Interactions in any order; those of one moment count in the order in which they come.</param>
    /// <param name="options">What the rows hold; null for the defaults.</param>
    /// <param name="progress">Is told the share of the texts that the mood encoder has read, from 0 to 1; from several threads.</param>
    /// <param name="cancellationToken">Stops the reading of the texts.</param>
    public IDataView WithHistory(
        IEnumerable<Interaction> interactions,
        HistoryOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        return WithHistory(InteractionStore.From(interactions, () => true), options, progress, cancellationToken);
    }

    /// <inheritdoc cref="WithHistory(IDataView, HistoryOptions?, IProgress{double}?, CancellationToken)"/>
    /// <param name="interactions">Interactions: of <see cref="LoadInteractions"/>, or any data view with the columns of <see cref="Interaction"/>.</param>
    /// <param name="length">How many songs before the event a row holds at most.</param>
    /// <param name="encoderFolder">The mood encoder that reads what was written at past songs; null for none.</param>
    public IDataView WithHistory(IDataView interactions, int length, string? encoderFolder = null) =>
        WithHistory(interactions, new HistoryOptions { Length = length, EncoderFolder = encoderFolder });

    /// <summary>As above, with what reads the valence of texts in place of an encoder's folder; null leaves the valences empty.</summary>
    internal IDataView WithHistory(InteractionStore store, HistoryOptions options, Func<IReadOnlyList<string>, float[]>? readValences)
    {
        options.Validate();
        return new ListenerEventView(_context, store, options, readValences is null ? null : TextValences.Read(store, readValences));
    }

    private IDataView WithHistory(
        InteractionStore store,
        HistoryOptions? options,
        IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        options ??= new HistoryOptions();
        if (options.EncoderFolder is null)
        {
            return WithHistory(store, options, readValences: null);
        }

        using MoodEncoder encoder = MoodEncoder.Load(options.EncoderFolder);
        return WithHistory(store, options, texts => TextValences.Read(encoder, texts, progress, cancellationToken));
    }
}
