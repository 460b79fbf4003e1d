using MlNetMoodRec.Training.Recommender;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class DeferredAdamTests
{
    private const int Rows = 6;

    [TestMethod]
    public void Step_AllRowsEachTime_IsAdam()
    {
        using var scope = NewDisposeScope();
        (Parameter mine, Parameter theirs) = (Table(), Table());
        using var adam = new DeferredAdam(mine);
        using Adam expected = optim.Adam([theirs], 0.01);

        for (int step = 0; step < 20; step++)
        {
            Tensor gradient = Gradient(step, Rows);
            adam.CatchUp();
            adam.Step(arange(Rows), gradient, 0.01, decay: 0);
            theirs.grad = gradient;
            expected.step();
        }

        Assert.IsTrue(mine.allclose(theirs, rtol: 1e-5, atol: 1e-6));
        Assert.IsFalse(mine.allclose(Table(), atol: 1e-3));
    }

    /// <summary>Rows come and go, the step size falls, and rows decay: a tenth of the step size is nothing to the moves.</summary>
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.01)]
    public void CatchUp_RowsThatWereNotUsed_AreWhereAdamOverAllRowsHasThem(double decay)
    {
        using var scope = NewDisposeScope();
        (Parameter mine, Parameter theirs) = (Table(), Table());
        using var adam = new DeferredAdam(mine);
        using Adam expected = optim.Adam([theirs], 0.01);
        var random = new Random(1);

        for (int step = 0; step < 400; step++)
        {
            long[] used = [.. Enumerable.Range(0, Rows - 1).Where(row => random.Next(1 + (4 * row)) == 0).Select(row => (long)row)];
            Tensor rows = tensor(used);
            Tensor gradient = Gradient(step, used.Length);
            double learningRate = 0.01 * (1 - (step / 800.0));
            adam.CatchUp(rows);
            adam.Step(rows, gradient, learningRate, decay);
            theirs.grad = zeros(Rows, 3).index_copy_(0, rows, gradient);
            expected.ParamGroups.Single().LearningRate = learningRate;
            expected.step();
            using (no_grad())
            {
                theirs.mul_(1 - decay);
            }
        }

        Tensor before = mine.detach().clone();
        adam.CatchUp();

        Tensor apart = mine.sub(theirs).abs().amax([1]);
        Tensor moved = Table().mul(Math.Pow(1 - decay, 400)).sub(theirs).abs().amax([1]);
        Assert.IsTrue(apart.narrow(0, 0, Rows - 1).le(moved.narrow(0, 0, Rows - 1).mul(0.1)).all().item<bool>(), $"{string.Join(' ', apart.data<float>())} of {string.Join(' ', moved.data<float>())}");
        Assert.AreEqual(0f, apart[Rows - 1].item<float>(), 1e-4f, "never used");
        Assert.IsGreaterThan(0.002f, mine.sub(before).abs().max().item<float>(), "there was something to catch up with");
        Tensor caughtUp = mine.detach().clone();
        adam.CatchUp();
        Assert.IsTrue(mine.equal(caughtUp).all().item<bool>(), "once is enough");
    }

    [TestMethod]
    public void Load_WhatWasSaved_GoesOnAsBefore()
    {
        using var scope = NewDisposeScope();
        (Parameter kept, Parameter other) = (Table(), Table());
        using var adam = new DeferredAdam(kept);
        adam.Step(tensor(new long[] { 1, 4 }), Gradient(1, 2), 0.01, decay: 0.01);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        adam.Save(writer);
        file.Position = 0;
        using (no_grad())
        {
            other.copy_(kept);
        }

        using var loaded = new DeferredAdam(other);
        using var reader = new BinaryReader(file);
        loaded.Load(reader);
        foreach (DeferredAdam each in new[] { adam, loaded })
        {
            Tensor rows = tensor(new long[] { 1, 2 });
            each.CatchUp(rows);
            each.Step(rows, Gradient(2, 2), 0.01, decay: 0.01);
            each.CatchUp();
        }

        Assert.IsTrue(kept.equal(other).all().item<bool>());
    }

    private static Parameter Table() => new(arange(Rows * 3).to_type(ScalarType.Float32).view(Rows, 3));

    private static Tensor Gradient(int seed, int rows)
    {
        using var random = new Generator((ulong)seed);
        return randn([rows, 3], generator: random);
    }
}
