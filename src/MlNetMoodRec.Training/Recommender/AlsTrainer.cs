using Microsoft.ML;
using MlNetMoodRec.Data;
using TorchSharp;

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

    /// <summary>The factors of the songs in catalogue order, and of the sequences in theirs.</summary>
    internal static ImplicitAls.FactorTables TrainFactors(
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
            iteration => clock.Report(iteration, iteration, epoch: iteration),
            cancellation);
    }

    /// <summary>
    /// Song embeddings whose inner products are close to what a listener who played the one song scores the other:
    /// the factors whitened by the matrix of an average listener's fold-in, with a mean length of 1.
    /// </summary>
    internal static float[] TrainSongEmbeddings(ListeningSequences data, AlsOptions options, CancellationToken cancellation)
    {
        float[] factors = TrainFactors(data, options, progress: null, cancellation).Songs;
        using var scope = torch.NewDisposeScope();
        double plays = data.Sequences.Average(s => s.Feedback.Sum(f => (double)f));
        double ridge = options.Regularization * (plays + (options.UnobservedWeight * data.Songs.Ids.Length));
        torch.Tensor table = torch.tensor(factors, [data.Songs.Ids.Length, options.Factors]);
        torch.Tensor foldIn = torch.tensor(Solver(options).WeightedGram(factors), [options.Factors, options.Factors])
            .add(torch.eye(options.Factors).mul(ridge));
        torch.Tensor whitened = table.mm(torch.linalg.inv(torch.linalg.cholesky(foldIn)).t());
        return whitened.div(whitened.pow(2).sum(1).mean().sqrt()).data<float>().ToArray();
    }

    private protected override byte[] Train(IDataView data)
    {
        ListeningSequences sequences = ListeningSequences.Read(data, Catalogue, withMood: false, Cancellation);
        float[] factors = TrainFactors(sequences, _options, _progress, Cancellation).Songs;
        return FactorGraph.Write(sequences.Songs, factors, Solver(_options).WeightedGram(factors), _options);
    }

    internal static ImplicitAls Solver(AlsOptions options) =>
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
