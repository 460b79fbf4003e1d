using MlNetMoodRec.Training.Recommender;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class SampledSoftmaxTests
{
    private const int Songs = 40;
    private const int Targets = 60;

    [TestMethod]
    public void LogChances_AllSongsDrawn_IsThatOfTheFullSoftmaxWithItsGradients()
    {
        using var scope = NewDisposeScope();
        Tensor[] parameters = Parameters();
        HeardSongs heard = Heard();
        (Tensor targets, SongSample all) = (TargetSongs(), new SongSample(arange(Songs), zeros(Songs)));

        Tensor loss = SampledSoftmax.LogChances(parameters[0], parameters[1], parameters[2], heard, parameters[3], targets, all).mean().neg();
        loss.backward();
        Tensor[] gradients = [.. parameters.Select(p => p.grad!.clone())];
        Array.ForEach(parameters, p => p.grad!.zero_());
        Tensor expected = nn.functional.cross_entropy(Scores(parameters, heard), targets);
        expected.backward();

        Assert.AreEqual(expected.item<float>(), loss.item<float>(), 1e-5);
        foreach ((Tensor mine, Tensor parameter) in gradients.Zip(parameters))
        {
            Assert.IsTrue(mine.allclose(parameter.grad!, rtol: 1e-4, atol: 1e-6));
        }
    }

    [TestMethod]
    public void LogChances_ManyDraws_EstimatesTheSumOverAllSongsWithoutBias()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor[] parameters = Parameters();
        HeardSongs heard = Heard();
        Tensor targets = TargetSongs();
        Tensor scores = Scores(parameters, heard);
        var random = new Random(1);

        // One target at a time, whose loss is a log of the estimated sum.
        Tensor query = parameters[0].narrow(0, 0, 1);
        HeardSongs first = new([0, 2], zeros(2, dtype: ScalarType.Int64), heard.Songs.narrow(0, 0, 2), heard.Features.narrow(0, 0, 2));
        double mean = Enumerable.Range(0, 4000).Average(_ =>
        {
            using var inner = NewDisposeScope();
            return Math.Exp(-SampledSoftmax.LogChances(
                query, parameters[1], parameters[2], first, parameters[3].narrow(0, 0, 2), targets.narrow(0, 0, 1), SampledSoftmax.Draw(Songs, 30, random)).item<float>());
        });

        double exact = Math.Exp(nn.functional.cross_entropy(scores.narrow(0, 0, 1), targets.narrow(0, 0, 1)).item<float>());
        Assert.AreEqual(1, mean / exact, 0.03);
    }

    [TestMethod]
    public void Draw_ManyTimes_HoldsEachSongAsOftenAsItsChanceSays()
    {
        var random = new Random(1);
        var seen = new int[Songs];
        var chances = new double[Songs];
        const int Times = 5000;
        for (int time = 0; time < Times; time++)
        {
            using var scope = NewDisposeScope();
            SongSample sample = SampledSoftmax.Draw(Songs, 10, random);
            (long[] songs, float[] logChances) = (sample.Songs.data<long>().ToArray(), sample.LogChances.data<float>().ToArray());
            CollectionAssert.AllItemsAreUnique(songs);
            foreach ((long song, float logChance) in songs.Zip(logChances))
            {
                seen[song]++;
                chances[song] = Math.Exp(logChance);
            }
        }

        for (int song = 0; song < Songs; song++)
        {
            Assert.AreEqual(chances[song], (double)seen[song] / Times, 0.03);
        }

        Assert.IsTrue(chances[0] > 2 * chances[Songs - 1], "popular songs are drawn more often");
    }

    private static Tensor[] Parameters()
    {
        using var random = new Generator(1);
        return [.. new long[][] { [Targets, 5], [Songs, 5], [Songs], [2 * Targets] }.Select(shape => randn(shape, generator: random).requires_grad_())];
    }

    private static Tensor TargetSongs() => arange(Targets).remainder(Songs);

    /// <summary>Two songs before each target, of which one is now and then the target itself.</summary>
    private static HeardSongs Heard() => new(
        [.. Enumerable.Range(0, Targets + 1).Select(row => 2 * row)],
        arange(2 * Targets).div(2, RoundingMode.floor).to_type(ScalarType.Int64),
        arange(2 * Targets).mul(7).remainder(Songs),
        zeros(2 * Targets, HeardSongs.FeatureCount));

    private static Tensor Scores(Tensor[] parameters, HeardSongs heard) => parameters[0].mm(parameters[1].t()).add(parameters[2])
        .add(zeros(Targets, Songs).index_put_(parameters[3], [heard.Targets, heard.Songs], accumulate: true));
}
