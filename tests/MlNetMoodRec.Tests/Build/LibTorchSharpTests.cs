using TorchSharp;

namespace MlNetMoodRec.Tests.Build;

[TestClass]
public sealed class LibTorchSharpTests
{
    /// <summary>On a system with an older libstdc++ this fails unless the build weakened the version need.</summary>
    [TestMethod]
    public void Tensor_OnThisSystem_Computes()
    {
        using var scope = torch.NewDisposeScope();

        Assert.AreEqual(6f, torch.tensor(new float[] { 1, 2, 3 }).sum().item<float>());
    }
}
