using Microsoft.ML;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>The recommenders that can be trained, reached by <c>mlContext.MoodRec().Trainers</c>.</summary>
public sealed class TrainersCatalog
{
    private readonly MLContext _context;

    internal TrainersCatalog(MLContext context) => _context = context;

    /// <summary>The most played songs for everyone.</summary>
    /// <param name="catalogue">What is known of the songs; those that were never played are candidates too.</param>
    public PopularityTrainer Popularity(IReadOnlyList<Song>? catalogue = null) => new(_context, catalogue);

    /// <summary>Songs like those that the listener has been hearing, by genre, tempo, valence and energy.</summary>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="catalogue">What is known of the songs; those that were never played are candidates too.</param>
    /// <param name="cancellation">Stops the training with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MoodRecException">An option cannot be used, or the catalogue gives nothing to compare songs by.</exception>
    public ContentBasedTrainer ContentBased(
        ContentBasedOptions? options,
        IReadOnlyList<Song> catalogue,
        CancellationToken cancellation = default) => new(_context, options, catalogue, cancellation);

    /// <summary>Matrix factorisation for implicit feedback by alternating least squares.</summary>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="catalogue">What is known of the songs; those that were never played are candidates too.</param>
    /// <param name="progress">Told after every iteration.</param>
    /// <param name="cancellation">Stops the training with an <see cref="OperationCanceledException"/>.</param>
    public AlsTrainer Als(
        AlsOptions? options = null,
        IReadOnlyList<Song>? catalogue = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default) => new(_context, options, catalogue, progress, cancellation);

    /// <summary>An LSTM over the listening history, fused with the mood in the listener's words.</summary>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="validation">Rows on which early stopping is decided; each row's excluded songs are no candidates. Null trains all epochs.</param>
    /// <param name="catalogue">What is known of the songs; those that were never played are candidates too.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Stops the training; the best model so far is kept.</param>
    public MoodLstmTrainer MoodLstm(
        MoodLstmOptions? options = null,
        IDataView? validation = null,
        IReadOnlyList<Song>? catalogue = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default) => new(_context, options, validation, catalogue, progress, cancellation);

#if MLNET_RECOMMENDER
    /// <summary>ML.NET's own matrix factorisation, as one more baseline.</summary>
    /// <param name="options">ML.NET's options, or null for one-class factorisation with 64 factors. The column names are set here.</param>
    /// <param name="catalogue">What is known of the songs; those that were never played are candidates too.</param>
    public MLNetFactorizationTrainer MatrixFactorization(
        Microsoft.ML.Trainers.MatrixFactorizationTrainer.Options? options = null,
        IReadOnlyList<Song>? catalogue = null) => new(_context, options, catalogue);
#endif
}
