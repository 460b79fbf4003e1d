using MlNetMoodRec.Training.Encoder;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class DistilBertTests
{
    private static readonly DistilBertConfig Small = new()
    {
        VocabularySize = 50, MaxPositions = 16, Width = 12, Layers = 2, Heads = 3, FeedForwardWidth = 20,
    };

    /// <summary>The parameters of a DistilBertModel in a Hugging Face checkpoint, with their shapes.</summary>
    [TestMethod]
    public void Parameters_OfTheModule_HaveTheNamesAndShapesOfHuggingFaceCheckpoints()
    {
        using var module = new MoodEncoderModule(Small, seed: 1);
        var expected = new Dictionary<string, string>
        {
            ["distilbert.embeddings.word_embeddings.weight"] = "50,12",
            ["distilbert.embeddings.position_embeddings.weight"] = "16,12",
            ["distilbert.embeddings.LayerNorm.weight"] = "12",
            ["distilbert.embeddings.LayerNorm.bias"] = "12",
        };
        for (int i = 0; i < 2; i++)
        {
            string layer = $"distilbert.transformer.layer.{i}.";
            foreach ((string name, string weight, string bias) in new[]
            {
                ("attention.q_lin", "12,12", "12"), ("attention.k_lin", "12,12", "12"), ("attention.v_lin", "12,12", "12"),
                ("attention.out_lin", "12,12", "12"), ("sa_layer_norm", "12", "12"), ("ffn.lin1", "20,12", "20"),
                ("ffn.lin2", "12,20", "12"), ("output_layer_norm", "12", "12"),
            })
            {
                expected[layer + name + ".weight"] = weight;
                expected[layer + name + ".bias"] = bias;
            }
        }

        var actual = module.named_parameters().Where(p => p.name.StartsWith("distilbert.", StringComparison.Ordinal))
            .ToDictionary(p => p.name, p => string.Join(',', p.parameter.shape));

        CollectionAssert.AreEquivalent(expected, actual);
    }

    [TestMethod]
    public void Read_PaddedText_GivesWhatItGivesAlone()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var module = new MoodEncoderModule(Small, seed: 1);
        Tensor alone = tensor(new long[,] { { 2, 7, 9, 3 } });
        Tensor padded = tensor(new long[,] { { 2, 7, 9, 3, 0, 0 }, { 2, 8, 8, 8, 8, 3 } });
        Tensor mask = tensor(new long[,] { { 1, 1, 1, 1, 0, 0 }, { 1, 1, 1, 1, 1, 1 } });

        Tensor expected = module.Read(alone, ones_like(alone), Dropout.None).Embedding[0];
        Tensor actual = module.Read(padded, mask, Dropout.None).Embedding[0];

        Assert.IsLessThan(1e-6f, (expected - actual).abs().max().item<float>());
    }

    [TestMethod]
    public void Apply_Dropout_KeepsTheMeanAndDependsOnItsOwnGeneratorOnly()
    {
        using var scope = NewDisposeScope();
        Tensor values = ones(100_000);
        Tensor first = Dropout.Seeded(7, CPU).Apply(values, 0.3);
        _ = rand(10);
        Tensor second = Dropout.Seeded(7, CPU).Apply(values, 0.3);

        Assert.AreEqual(1, first.mean().item<float>(), 0.02);
        Assert.AreEqual(0.3, first.eq(0).to(ScalarType.Float32).mean().item<float>(), 0.01);
        CollectionAssert.AreEqual(first.data<float>().ToArray(), second.data<float>().ToArray());
    }

    [TestMethod]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => (Small with { Heads = 5, Dropout = 1, Layers = 0 }).Validate());

        StringAssert.Contains(error.Message, "dim 12 is not a multiple of n_heads 5", StringComparison.Ordinal);
        StringAssert.Contains(error.Message, "dropout is 1", StringComparison.Ordinal);
        StringAssert.Contains(error.Message, "n_layers is 0", StringComparison.Ordinal);
    }
}
