using Microsoft.ML;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// An LSTM over the listening history, fused with the mood in the listener's words: what the history, its sum and the
/// text's sentiment embedding say is added up to a query that is compared with every song. <see cref="MoodLstmOptions.Cell"/>
/// makes it a GRU.
/// </summary>
/// <remarks>
/// Trained with cross-entropy over the whole catalogue at every position of every listener's history. After a
/// cancellation, <see cref="RecommenderTrainer.Fit"/> returns the best model so far.
/// </remarks>
public sealed class MoodLstmTrainer : RecommenderTrainer
{
    private readonly MoodLstmOptions _options;
    private readonly IDataView? _validation;
    private readonly IProgress<TrainingProgress>? _progress;

    internal MoodLstmTrainer(
        MLContext context,
        MoodLstmOptions? options = null,
        IDataView? validation = null,
        IReadOnlyList<Song>? catalogue = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
        : base(context, catalogue, cancellation)
    {
        _options = options ?? new MoodLstmOptions();
        _options.Validate();
        _validation = validation;
        _progress = progress;
    }

    private protected override byte[] Train(IDataView data)
    {
        ListeningSequences sequences = ListeningSequences.Read(data, Catalogue, _options.UseMood, Cancellation);
        ListeningSequences? validation = _validation is null
            ? null
            : ListeningSequences.Read(_validation, sequences.Songs, _options.UseMood, Cancellation);
        using var training = new MoodLstmTraining(_options, sequences, validation, SongStart(_options, sequences, Cancellation), Cancellation);
        training.Run(_progress, Cancellation);
        return MoodLstmGraph.Write(sequences.Songs, training.Network, _options);
    }

    /// <summary>What the song embeddings start from; null for random ones.</summary>
    internal static float[]? SongStart(MoodLstmOptions options, ListeningSequences data, CancellationToken cancellation) =>
        options.StartFromAls && data.Songs.ArtistCount == 1
        ? AlsTrainer.TrainSongEmbeddings(data, options.Als with { Factors = options.SongDimension, Seed = options.Seed }, cancellation)
        : null;
}
