using CsCheck;
using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Tests.Simulation;

[TestClass]
public sealed class RandomnessTests
{
    [TestMethod]
    public void Exp_AnyNumber_IsThatOfTheLibraryWithinRounding() =>
        Gen.Double[-600, 600].Sample(x => Assert.AreEqual(1, PortableMath.Exp(x) / Math.Exp(x), 1e-13));

    [TestMethod]
    public void Log_AnyPositiveNumber_IsThatOfTheLibraryWithinRounding() =>
        Gen.Double[1e-300, 1e300].Sample(x => Assert.AreEqual(Math.Log(x), PortableMath.Log(x), 1e-15 * (1 + Math.Abs(Math.Log(x)))));

    [TestMethod]
    public void Log_NearOne_KeepsItsDigits() =>
        Gen.Double[0.5, 2].Sample(x => Assert.AreEqual(Math.Log(x), PortableMath.Log(x), 2e-16));

    [TestMethod]
    public void NextGaussian_ManyDraws_HaveMeanZeroAndVarianceOne()
    {
        var random = new RandomStream(1, RandomPurpose.Text);
        double sum = 0, squares = 0;
        const int Count = 200_000;
        for (var i = 0; i < Count; i++)
        {
            var x = random.NextGaussian();
            sum += x;
            squares += x * x;
        }

        Assert.AreEqual(0, sum / Count, 0.01);
        Assert.AreEqual(1, squares / Count, 0.015);
    }

    [TestMethod]
    public void NextInt_ManyDraws_AreUniform()
    {
        var random = new RandomStream(1, RandomPurpose.Text);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.NextInt(7)]++;
        }

        Assert.IsTrue(counts.All(c => Math.Abs(c - 10_000) < 500));
    }

    [TestMethod]
    public void RandomStream_NeighbouringKeys_ShareNothing()
    {
        var firsts = new HashSet<ulong>();
        for (var listener = 0; listener < 30; listener++)
        {
            for (var session = 0; session < 30; session++)
            {
                for (var step = 0; step < 30; step++)
                {
                    Assert.IsTrue(firsts.Add(new RandomStream(1, RandomPurpose.Step, listener, session, step).NextUInt64()));
                }
            }
        }

        Assert.IsTrue(firsts.Add(new RandomStream(1, RandomPurpose.Text).NextUInt64()));
        Assert.IsTrue(firsts.Add(new RandomStream(2, RandomPurpose.Step).NextUInt64()));
    }
}
