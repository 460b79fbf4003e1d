#if MLNET_RECOMMENDER
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// ML.NET's own matrix factorisation (LIBMF), behind the interface of the other methods. Its song factors go into the
/// same graph as those of <see cref="AlsTrainer"/>, which folds listeners in; the listeners' factors are not kept.
/// Built only with <c>-p:MLNetRecommender=true</c>.
/// </summary>
public sealed class MLNetFactorizationTrainer : RecommenderTrainer
{
    private readonly MatrixFactorizationTrainer.Options _options;

    internal MLNetFactorizationTrainer(
        MLContext context,
        MatrixFactorizationTrainer.Options? options = null,
        IReadOnlyList<Song>? catalogue = null,
        CancellationToken cancellation = default)
        : base(context, catalogue, cancellation)
    {
        _options = options ?? new MatrixFactorizationTrainer.Options
        {
            LossFunction = MatrixFactorizationTrainer.LossFunctionType.SquareLossOneClass,
            ApproximationRank = 64,
            Alpha = 0.2,
            C = 0,
            Lambda = 0.01,
            NumberOfThreads = 1,
            Quiet = true,
        };
        _options.MatrixRowIndexColumnName = nameof(Cell.Listener);
        _options.MatrixColumnIndexColumnName = nameof(Cell.Song);
        _options.LabelColumnName = nameof(Cell.Feedback);
    }

    private protected override byte[] Train(IDataView data)
    {
        ListeningSequences sequences = ListeningSequences.Read(data, Catalogue, withMood: false, Cancellation);
        SongIndex songs = sequences.Songs;
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Cell));
        schema[nameof(Cell.Listener)].ColumnType = new KeyDataViewType(typeof(uint), sequences.Sequences.Length);
        schema[nameof(Cell.Song)].ColumnType = new KeyDataViewType(typeof(uint), songs.Ids.Length);

        // In memory, keys count from 1: the index of a song, 0 being the unknown one, is its key.
        IEnumerable<Cell> cells = sequences.Sequences.SelectMany((sequence, listener) => sequence.Songs
            .Select((song, i) => new Cell { Listener = (uint)listener + 1, Song = (uint)song, Feedback = sequence.Feedback[i] })
            .Where(cell => cell.Song > 0 && cell.Feedback > 0));
        var model = Context.Recommendation().Trainers.MatrixFactorization(_options).Fit(Context.Data.LoadFromEnumerable(cells.ToList(), schema)).Model;

        // One row of factors after the other for each matrix column, as the model's own scoring reads them.
        float[] factors = [.. model.RightFactorMatrix];
        var foldIn = new AlsOptions
        {
            Factors = model.ApproximationRank,
            UnobservedWeight = (float)_options.Alpha,
            Regularization = (float)_options.Lambda,
        };
        foldIn.Validate();
        var solver = new ImplicitAls(foldIn.Factors, foldIn.UnobservedWeight, foldIn.Regularization, threads: 1);
        return FactorGraph.Write(songs, factors, solver.WeightedGram(factors), foldIn);
    }

    private sealed class Cell
    {
        public uint Listener { get; set; }

        public uint Song { get; set; }

        public float Feedback { get; set; }
    }
}
#endif
