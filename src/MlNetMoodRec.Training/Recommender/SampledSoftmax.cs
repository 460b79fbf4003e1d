using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Cross-entropy over a large catalogue, estimated from songs that all targets of a step share: popular songs are drawn
/// more often, and each drawn song stands for those that were not (its score less the log of its chance to be drawn, as
/// in Bengio and Senécal, 2008). A target and the songs heard before it are always there, so that what matters most is
/// exact.
/// </summary>
internal static class SampledSoftmax
{
    /// <summary>
    /// Draws songs by their place in the catalogue, which is ordered by plays: the chance of a place falls as its inverse
    /// (log-uniform).
    /// </summary>
    /// <param name="songs">The size of the catalogue.</param>
    /// <param name="draws">How many are drawn, with replacement.</param>
    /// <param name="random">The source of the draws.</param>
    public static SongSample Draw(int songs, int draws, Random random)
    {
        double range = Math.Log(songs + 1);
        var drawn = new SortedSet<long>();
        for (int i = 0; i < draws; i++)
        {
            drawn.Add(Math.Min(songs - 1, (long)Math.Exp(random.NextDouble() * range) - 1));
        }

        return new SongSample(tensor(drawn.ToArray()), tensor(drawn.Select(song => LogChance(Math.Log((song + 2.0) / (song + 1)) / range, draws)).ToArray()));
    }

    /// <summary>The log probabilities of the targets, [targets], with their gradients.</summary>
    /// <param name="queries">[targets, dimension].</param>
    /// <param name="songs">[songs, dimension].</param>
    /// <param name="bias">[songs].</param>
    /// <param name="heard">The songs heard before each target.</param>
    /// <param name="heardWorth">What each of those adds to its song's score, [heard songs].</param>
    /// <param name="targets">Int64 [targets].</param>
    /// <param name="sample">What <see cref="Draw"/> gave.</param>
    public static Tensor LogChances(
        Tensor queries,
        Tensor songs,
        Tensor bias,
        HeardSongs heard,
        Tensor heardWorth,
        Tensor targets,
        SongSample sample)
    {
        Tensor drawn = sample.Songs;
        Tensor sampled = addmm(bias.index_select(0, drawn) - sample.LogChances, queries, songs.index_select(0, drawn).t(), 1, 1);
        Tensor isTarget = heard.Songs.eq(targets.index_select(0, heard.Targets));
        sampled.index_put_(float.NegativeInfinity, Drawn(drawn, songs.shape[0], cat([arange(targets.shape[0]), heard.Targets], 0), cat([targets, heard.Songs], 0)));
        Tensor target = Scores(queries, songs, bias, targets).index_add(0, heard.Targets, heardWorth.mul(isTarget), 1);
        Tensor others = Scores(queries.index_select(0, heard.Targets), songs, bias, heard.Songs).add(heardWorth)
            .masked_fill(isTarget, float.NegativeInfinity);
        return target.sub(cat([target.unsqueeze(1), sampled, ByTarget(others, heard, targets.shape[0])], 1).logsumexp(1));
    }

    /// <summary>Values of heard songs as rows of their targets, filled up with minus infinity.</summary>
    private static Tensor ByTarget(Tensor values, HeardSongs heard, long targets)
    {
        int most = Enumerable.Range(0, (int)targets).Max(row => heard.Rows[row + 1] - heard.Rows[row]);
        long[] places = [.. Enumerable.Range(0, (int)targets).SelectMany(row => Enumerable.Range(0, heard.Rows[row + 1] - heard.Rows[row]).Select(place => (long)place))];
        return full([targets, most], float.NegativeInfinity).index_put_(values, [heard.Targets, tensor(places)], accumulate: false);
    }

    private static Tensor Scores(Tensor queries, Tensor songs, Tensor bias, Tensor of) =>
        queries.mul(songs.index_select(0, of)).sum([1L]).add(bias.index_select(0, of));

    /// <summary>The rows and columns of those songs that are among the drawn ones.</summary>
    private static Tensor[] Drawn(Tensor drawn, long songs, Tensor rows, Tensor of)
    {
        Tensor columns = full([songs], -1L, dtype: ScalarType.Int64);
        columns.index_put_(arange(drawn.shape[0]), drawn);
        Tensor column = columns.index_select(0, of);
        Tensor isDrawn = column.ge(0);
        return [rows.masked_select(isDrawn), column.masked_select(isDrawn)];
    }

    private static float LogChance(double oneDraw, int draws) => (float)Math.Log(1 - Math.Pow(1 - oneDraw, draws));
}
