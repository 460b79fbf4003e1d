using Microsoft.ML;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Matrix factorisation for implicit feedback by alternating least squares (Hu et al. 2008; Rendle et al. 2021). Each
/// play counts with its feedback as the weight, so that a skip (0) counts as not played. The model holds the songs'
/// factors; a listener, known or new, is folded in from their recent songs when songs are asked for.
/// </summary>
public sealed class AlsTrainer : RecommenderTrainer
{
    private readonly AlsOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;

    internal AlsTrainer(
        MLContext context,
        AlsOptions? options = null,
        IReadOnlyList<Song>? catalogue = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
        : base(context, catalogue, cancellation)
    {
        _options = options ?? new AlsOptions();
        _options.Validate();
        _progress = progress;
    }

    /// <summary>The factors of the songs in catalogue order, [songs, factors].</summary>
    internal static float[] TrainSongFactors(
        ListeningSequences data,
        AlsOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        var clock = new TrainingClock(progress, options.Iterations);
        return Solver(options).Train(
            Observe(data),
            options.Iterations,
            options.Seed,
            iteration => clock.Report(iteration, iteration, epoch: iteration, loss: null, validation: null),
            cancellation);
    }

    private protected override byte[] Train(IDataView data)
    {
        ListeningSequences sequences = ListeningSequences.Read(data, Catalogue, withMood: false, Cancellation);
        float[] factors = TrainSongFactors(sequences, _options, _progress, Cancellation);
        return FactorGraph.Write(sequences.Songs, factors, Solver(_options).WeightedGram(factors), _options);
    }

    private static ImplicitAls Solver(AlsOptions options) =>
        new(options.Factors, options.UnobservedWeight, options.Regularization, options.Threads == 0 ? Environment.ProcessorCount : options.Threads);

    private static ImplicitAls.Observations Observe(ListeningSequences data)
    {
        var starts = new List<int> { 0 };
        var columns = new List<int>();
        var weights = new List<float>();
        foreach (ListeningSequence sequence in data.Sequences)
        {
            for (int i = 0; i < sequence.Songs.Length; i++)
            {
                if (sequence.Songs[i] > 0 && sequence.Feedback[i] > 0)
                {
                    columns.Add(sequence.Songs[i] - 1);
                    weights.Add(sequence.Feedback[i]);
                }
            }

            starts.Add(columns.Count);
        }

        return new ImplicitAls.Observations([.. starts], [.. columns], [.. weights], data.Songs.Ids.Length);
    }
}
