using MlNetMoodRec.Training.Recommender;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class RowAdamTests
{
    private const int Rows = 6;

    [TestMethod]
    public void Step_AllRowsEachTime_IsAdam()
    {
        using var scope = NewDisposeScope();
        (Parameter mine, Parameter theirs) = (Table(), Table());
        using var adam = new RowAdam(mine);
        using Adam expected = optim.Adam([theirs], 0.01);

        for (int step = 0; step < 20; step++)
        {
            Tensor gradient = Gradient(step, Rows);
            adam.Step(arange(Rows), gradient, 0.01);
            theirs.grad = gradient;
            expected.step();
        }

        Assert.IsTrue(mine.allclose(theirs, rtol: 1e-5, atol: 1e-6));
        Assert.IsFalse(mine.allclose(Table(), atol: 1e-3));
    }

    [TestMethod]
    public void Step_SomeRows_AreAsIfTheOtherStepsHadNotBeen()
    {
        using var scope = NewDisposeScope();
        (Parameter table, Parameter alone) = (Table(), Table());
        using var adam = new RowAdam(table);
        using var ofOne = new RowAdam(alone);
        Tensor one = tensor(new long[] { 3 });

        for (int step = 0; step < 10; step++)
        {
            adam.Step(tensor(new long[] { 0, 2 }), Gradient(100 + step, 2), 0.01);
            adam.Step(one, Gradient(step, 1), 0.01);
            ofOne.Step(one, Gradient(step, 1), 0.01);
        }

        Assert.IsTrue(table[3].equal(alone[3]).all().item<bool>(), "its own steps alone count");
        Assert.IsFalse(table[0].allclose(Table()[0], atol: 1e-3));
        foreach (long unused in new long[] { 1, 4, 5 })
        {
            Assert.IsTrue(table[unused].equal(Table()[unused]).all().item<bool>(), $"row {unused}");
        }
    }

    [TestMethod]
    public void Load_WhatWasSaved_GoesOnAsBefore()
    {
        using var scope = NewDisposeScope();
        (Parameter kept, Parameter other) = (Table(), Table());
        using var adam = new RowAdam(kept);
        adam.Step(tensor(new long[] { 1, 4 }), Gradient(1, 2), 0.01);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        adam.Save(writer);
        file.Position = 0;
        using (no_grad())
        {
            other.copy_(kept);
        }

        using var loaded = new RowAdam(other);
        using var reader = new BinaryReader(file);
        loaded.Load(reader);
        adam.Step(tensor(new long[] { 1, 2 }), Gradient(2, 2), 0.01);
        loaded.Step(tensor(new long[] { 1, 2 }), Gradient(2, 2), 0.01);

        Assert.IsTrue(kept.equal(other).all().item<bool>());
    }

    private static Parameter Table() => new(arange(Rows * 3).to_type(ScalarType.Float32).view(Rows, 3));

    private static Tensor Gradient(int seed, int rows)
    {
        using var random = new Generator((ulong)seed);
        return randn([rows, 3], generator: random);
    }
}
