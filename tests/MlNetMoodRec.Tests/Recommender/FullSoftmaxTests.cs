using MlNetMoodRec.Training.Recommender;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class FullSoftmaxTests
{
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.1)]
    public void Loss_MoreRowsThanAChunk_GivesTheGradientsOfAutograd(double labelSmoothing)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        Tensor start = randn([300, 6], generator: random);
        Tensor weight = randn([6, 5], generator: random).requires_grad_();
        Tensor songs = randn([40, 5], generator: random).requires_grad_();
        Tensor bias = randn([40], generator: random).requires_grad_();
        Tensor targets = arange(300).remainder(40);
        Tensor worth = randn([600], generator: random).requires_grad_();
        var heard = new HeardSongs(
            [.. Enumerable.Range(0, 301).Select(row => 2 * row)],
            arange(600).div(2, RoundingMode.floor).to_type(ScalarType.Int64),
            arange(600).mul(7).remainder(40),
            zeros(600, HeardSongs.FeatureCount));

        (double loss, Tensor surrogate) = FullSoftmax.Loss(start.mm(weight), songs, bias, heard, worth, targets, labelSmoothing, null);
        surrogate.backward();
        Tensor[] actual = [.. new[] { weight, songs, bias, worth }.Select(t => t.grad!.clone())];
        foreach (Tensor parameter in (Tensor[])[weight, songs, bias, worth])
        {
            parameter.grad!.zero_();
        }

        Tensor scores = start.mm(weight).mm(songs.t()).add(bias).add(zeros(300, 40).index_put_(worth, [heard.Targets, heard.Songs], accumulate: true));
        nn.functional.cross_entropy(scores, targets, label_smoothing: labelSmoothing).backward();

        if (labelSmoothing == 0)
        {
            Assert.AreEqual(nn.functional.cross_entropy(scores, targets).item<float>(), loss, 1e-5);
        }

        foreach ((Tensor mine, Tensor parameter) in actual.Zip([weight, songs, bias, worth]))
        {
            Assert.IsTrue(mine.allclose(parameter.grad!, rtol: 1e-4, atol: 1e-6));
        }
    }

    [TestMethod]
    public void Loss_ExcludedSongs_GetNoGradient()
    {
        using var scope = NewDisposeScope();
        Tensor queries = ones(2, 3).requires_grad_();
        Tensor songs = ones(4, 3).requires_grad_();
        Tensor bias = zeros(4).requires_grad_();

        HeardSongs none = new([0, 0, 0], empty(0, dtype: ScalarType.Int64), empty(0, dtype: ScalarType.Int64), empty(0, HeardSongs.FeatureCount));
        (double loss, Tensor surrogate) = FullSoftmax.Loss(queries, songs, bias, none, zeros(0), tensor(new long[] { 0, 0 }), 0, [(0, 1), (0, 2), (1, 1), (1, 2)]);
        surrogate.backward();

        Assert.AreEqual(Math.Log(2), loss, 1e-6);
        CollectionAssert.AreEqual(new[] { -0.5f, 0, 0, 0.5f }, bias.grad!.data<float>().ToArray());
    }
}
