using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Cross-entropy over the whole catalogue. The gradient is written down rather than left to autograd, chunk by chunk:
/// no more than <see cref="ChunkRows"/> rows of scores exist at a time, and each is passed over as rarely as possible.
/// </summary>
internal static class FullSoftmax
{
    /// <summary>256 rows of 5,000 scores are 5 MB, which stays in the processor's last cache.</summary>
    public const int ChunkRows = 256;

    /// <summary>The mean loss in nats, and a scalar whose gradients are those of the loss.</summary>
    /// <param name="queries">[targets, dimension].</param>
    /// <param name="songs">[songs, dimension].</param>
    /// <param name="bias">[songs].</param>
    /// <param name="heard">The songs heard before each target.</param>
    /// <param name="heardWorth">What each of those adds to its song's score, [heard songs].</param>
    /// <param name="targets">Int64 [targets].</param>
    /// <param name="labelSmoothing">Share of the target probability that is spread over all songs.</param>
    /// <param name="excluded">Songs that take no part for some targets: their rows and columns, in order of rows; or null.</param>
    public static (double Loss, Tensor Surrogate) Loss(
        Tensor queries,
        Tensor songs,
        Tensor bias,
        HeardSongs heard,
        Tensor heardWorth,
        Tensor targets,
        double labelSmoothing,
        (int Row, int Song)[]? excluded)
    {
        Tensor surrogate;
        double loss;
        using (no_grad())
        {
            long count = queries.shape[0];
            Tensor logChances = empty(count);
            Tensor table = songs.detach();
            Tensor transposed = table.t();
            Tensor queryGradient = empty_like(queries);
            Tensor songGradient = zeros_like(table);
            Tensor biasGradient = zeros_like(bias);
            Tensor heardGradient = zeros_like(heardWorth);
            Tensor worth = heardWorth.detach();
            for (long start = 0; start < count; start += ChunkRows)
            {
                using var scope = NewDisposeScope();
                long rows = Math.Min(ChunkRows, count - start);
                Tensor query = queries.narrow(0, start, rows);
                Tensor target = targets.narrow(0, start, rows).unsqueeze(1);
                Tensor scores = addmm(bias, query, transposed, 1, 1);
                heard.AddTo(scores, worth, (int)start);
                Mask(scores, excluded, start, rows);
                Tensor gradient = scores.softmax(1);
                logChances.narrow(0, start, rows).copy_(gradient.gather(1, target).clamp_min(1e-37).log().squeeze(1));
                gradient.scatter_add_(1, target, full([rows, 1], labelSmoothing - 1, dtype: ScalarType.Float32));
                if (labelSmoothing > 0)
                {
                    gradient.sub_(labelSmoothing / table.shape[0]);
                }

                heard.Read(gradient, heardGradient, (int)start);
                queryGradient.narrow(0, start, rows).copy_(gradient.mm(table));
                songGradient.add_(gradient.t().mm(query));
                // Not sum(0): the constant zero is taken for a type to sum to.
                biasGradient.add_(gradient.sum([0]));
            }

            queryGradient.div_(count);
            songGradient.div_(count);
            biasGradient.div_(count);
            heardGradient.div_(count);
            loss = -logChances.sum().item<float>() / count;
            using (enable_grad())
            {
                surrogate = queries.mul(queryGradient).sum() + songs.mul(songGradient).sum() + bias.mul(biasGradient).sum() + heardWorth.mul(heardGradient).sum();
            }
        }

        return (loss, surrogate);
    }

    private static void Mask(Tensor scores, (int Row, int Song)[]? excluded, long start, long rows)
    {
        if (excluded is null)
        {
            return;
        }

        (int Row, int Song)[] here = [.. excluded.Where(e => e.Row >= start && e.Row < start + rows)];
        if (here.Length > 0)
        {
            scores.index_put_(float.NegativeInfinity, tensor(here.Select(e => e.Row - start).ToArray()), tensor(here.Select(e => (long)e.Song).ToArray()));
        }
    }
}
