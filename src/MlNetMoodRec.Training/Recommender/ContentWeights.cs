using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// The few weights of the content-based score, learned by the conditional logit model: which of a sample of songs was
/// played next (McFadden 1978, "Modelling the choice of residential location", for the uniform sample of alternatives).
/// </summary>
/// <param name="Popularity">Of log popularity.</param>
/// <param name="Session">Of each attribute's lift in the session's profile.</param>
/// <param name="Taste">Of each attribute's lift in the taste's profile.</param>
internal sealed record ContentWeights(double Popularity, double[] Session, double[] Taste)
{
    private const int MaximumIterations = 200;
    private const double GradientTolerance = 1e-6;

    /// <summary>
    /// The penalty of a squared weight's half, summed over the samples: as much as one sample or so says. It holds the
    /// weights near popularity alone where there is little to learn from.
    /// </summary>
    private const double Ridge = 1;

    public static ContentWeights Learn(ListeningSequences data, SongContent content, ContentBasedOptions options, CancellationToken cancellation)
    {
        Vector<double> start = Vector<double>.Build.Dense(1 + (2 * content.AttributeCount));
        start[0] = 1;
        double[][,] choices = Sample(data, content, options, cancellation);
        if (choices.Length == 0)
        {
            return Read(start, content.AttributeCount);
        }

        IObjectiveFunction objective = ObjectiveFunction.GradientHessian(weights =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Loss(choices, weights, start);
        });
        var minimizer = new NewtonMinimizer(GradientTolerance, MaximumIterations, useLineSearch: true);
        return Read(minimizer.FindMinimum(objective, start).MinimizingPoint, content.AttributeCount);
    }

    private static ContentWeights Read(Vector<double> weights, int attributes) =>
        new(weights[0], [.. weights.Skip(1).Take(attributes)], [.. weights.Skip(1 + attributes)]);

    /// <summary>The features of the candidates of each sampled play, [candidates, weights]; the first one was played.</summary>
    private static double[][,] Sample(ListeningSequences data, SongContent content, ContentBasedOptions options, CancellationToken cancellation)
    {
        var random = new Random(options.Seed);
        var plays = new List<(int Sequence, int At)>();
        for (int s = 0; s < data.Sequences.Length; s++)
        {
            ListeningSequence sequence = data.Sequences[s];
            for (int at = Math.Max(1, sequence.FirstTarget); at < sequence.Songs.Length; at++)
            {
                if (sequence.Songs[at] > 0)
                {
                    plays.Add((s, at));
                }
            }
        }

        (int Sequence, int At)[] all = [.. plays];
        random.Shuffle(all);
        var choices = new List<double[,]>();
        foreach (IGrouping<int, int> sampled in all.Take(options.Samples).GroupBy(p => p.Sequence, p => p.At).OrderBy(g => g.Key))
        {
            cancellation.ThrowIfCancellationRequested();
            ListeningSequence sequence = data.Sequences[sampled.Key];
            var wanted = sampled.ToHashSet();
            var session = new ContentProfile(content, options, options.SessionHalfLife);
            var taste = new ContentProfile(content, options, options.TasteHalfLife);
            for (int at = 0; at < sequence.Songs.Length; at++)
            {
                if (wanted.Contains(at))
                {
                    int[] candidates = Candidates(sequence.Songs[at], data.Songs.Ids.Length, options.Candidates, random);
                    choices.Add(Features(candidates, data.Songs, content, session.Lifts(), taste.Lifts()));
                }

                session.Add(sequence.Songs[at], sequence.Feedback[at]);
                taste.Add(sequence.Songs[at], sequence.Feedback[at]);
            }
        }

        return [.. choices];
    }

    /// <summary>The played song, and other songs drawn without repeats: all of them if there are no more.</summary>
    private static int[] Candidates(int played, int songs, int count, Random random)
    {
        if (songs - 1 <= count)
        {
            return [played, .. Enumerable.Range(1, songs).Where(s => s != played)];
        }

        var drawn = new HashSet<int> { played };
        while (drawn.Count <= count)
        {
            drawn.Add(random.Next(1, songs + 1));
        }

        return [played, .. drawn.Where(s => s != played)];
    }

    private static double[,] Features(int[] candidates, SongIndex songs, SongContent content, double[] session, double[] taste)
    {
        var features = new double[candidates.Length, 1 + (2 * content.AttributeCount)];
        for (int i = 0; i < candidates.Length; i++)
        {
            features[i, 0] = songs.LogPopularity[candidates[i] - 1];
            foreach ((int column, float share) in content.Parts[candidates[i]])
            {
                int attribute = content.Attributes[column];
                features[i, 1 + attribute] += share * session[column];
                features[i, 1 + content.AttributeCount + attribute] += share * taste[column];
            }
        }

        return features;
    }

    /// <summary>The mean negative log likelihood with its penalty, its gradient and its second derivatives.</summary>
    private static (double Loss, Vector<double> Gradient, Matrix<double> Hessian) Loss(double[][,] choices, Vector<double> weights, Vector<double> start)
    {
        int size = weights.Count;
        double[] w = weights.ToArray();
        double loss = 0;
        var gradient = new double[size];
        var hessian = new double[size, size];
        var mean = new double[size];
        var products = new double[size, size];
        foreach (double[,] features in choices)
        {
            double[] shares = Softmax(features, w);
            loss -= Math.Log(shares[0]);
            Array.Clear(mean);
            Array.Clear(products);
            for (int i = 0; i < shares.Length; i++)
            {
                for (int k = 0; k < size; k++)
                {
                    double part = shares[i] * features[i, k];
                    mean[k] += part;
                    for (int j = 0; j <= k; j++)
                    {
                        products[k, j] += part * features[i, j];
                    }
                }
            }

            for (int k = 0; k < size; k++)
            {
                gradient[k] += mean[k] - features[0, k];
                for (int j = 0; j <= k; j++)
                {
                    hessian[k, j] += products[k, j] - (mean[k] * mean[j]);
                }
            }
        }

        Vector<double> moved = weights - start;
        Matrix<double> lower = Matrix<double>.Build.DenseOfArray(hessian);
        Matrix<double> full = lower + lower.StrictlyLowerTriangle().Transpose() + (Ridge * Matrix<double>.Build.DenseIdentity(size));
        return (
            (loss + (Ridge / 2 * moved.DotProduct(moved))) / choices.Length,
            (Vector<double>.Build.Dense(gradient) + (Ridge * moved)) / choices.Length,
            full / choices.Length);
    }

    private static double[] Softmax(double[,] features, double[] weights)
    {
        var shares = new double[features.GetLength(0)];
        for (int i = 0; i < shares.Length; i++)
        {
            for (int k = 0; k < weights.Length; k++)
            {
                shares[i] += weights[k] * features[i, k];
            }
        }

        double largest = shares.Max();
        double total = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            total += shares[i] = Math.Exp(shares[i] - largest);
        }

        for (int i = 0; i < shares.Length; i++)
        {
            // Never 0, so that its logarithm stays a number far from the optimum.
            shares[i] = Math.Max(shares[i] / total, double.Epsilon);
        }

        return shares;
    }
}
