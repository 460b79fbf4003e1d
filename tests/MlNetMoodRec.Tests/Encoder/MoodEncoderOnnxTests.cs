using Microsoft.ML.OnnxRuntime;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Encoder;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class MoodEncoderOnnxTests
{
    private static readonly MoodScale Scale = new(0.4f, 0.3f, 0.2f, 0.7f, 0.6f);

    [TestMethod]
    [DataRow(1, 8, 1, 16)]
    [DataRow(2, 128, 4, 512)]
    [DataRow(3, 48, 6, 30)]
    [DataRow(6, 64, 2, 256)]
    public void Export_RandomWeightsRaggedBatch_AgreesWithTorch(int layers, int width, int heads, int feedForward)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using MoodEncoderModule module = Module(layers, width, heads, feedForward);
        using var session = new InferenceSession(MoodEncoderOnnx.Export(module, Scale));
        (Tensor ids, Tensor mask) = RaggedBatch([2, 3, 9, 17, 32]);

        (Tensor embedding, Tensor outputs) = module.Read(ids, mask, Dropout.None);
        Tensor hasText = tensor(new float[] { 0, 1, 1, 1, 1 }).unsqueeze(1);

        AssertClose(embedding * hasText, Run(session, ids, mask, MoodColumns.SentimentEmbedding));
        foreach (EncoderHead head in MoodEncoderOnnx.Heads)
        {
            AssertClose(outputs.narrow(1, head.Offset, head.Size), Run(session, ids, mask, MoodEncoderOnnx.HeadOutput(head)));
        }

        Tensor moods = outputs.narrow(1, EncoderHeads.ValenceArousal.Offset, 2);
        Tensor places = outputs.narrow(1, EncoderHeads.Circumplex.Offset, 2);
        Tensor valence = (moods.narrow(1, 0, 1) * 0.4f) + (outputs.narrow(1, EncoderHeads.Polarity.Offset, 1) * 0.3f) + (places.narrow(1, 0, 1) * 0.2f);
        AssertClose(tanh(valence) * hasText, Run(session, ids, mask, MoodColumns.Valence));
        AssertClose(tanh((moods.narrow(1, 1, 1) * 0.7f) + (places.narrow(1, 1, 1) * 0.6f)) * hasText, Run(session, ids, mask, MoodColumns.Arousal));
        Tensor probabilities = nn.functional.softmax(outputs.narrow(1, EncoderHeads.Mood.Offset, 7), 1);
        AssertClose(probabilities[1..], Run(session, ids, mask, MoodColumns.EmotionProbabilities)[7..]);
    }

    [TestMethod]
    public void Export_EmptyText_IsNeutralAndZero()
    {
        using MoodEncoderModule module = Module(2, 16, 2, 32);
        using var session = new InferenceSession(MoodEncoderOnnx.Export(module, Scale));
        (Tensor ids, Tensor mask) = RaggedBatch([2, 0, 5]);

        float[] embedding = Run(session, ids, mask, MoodColumns.SentimentEmbedding);
        float[] probabilities = Run(session, ids, mask, MoodColumns.EmotionProbabilities);

        Assert.IsTrue(embedding.Take(2 * MoodColumns.EmbeddingSize).All(value => value == 0));
        Assert.IsTrue(embedding.Skip(2 * MoodColumns.EmbeddingSize).Any(value => value != 0));
        CollectionAssert.AreEqual(new float[] { 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1 }, probabilities[..14]);
        CollectionAssert.AreEqual(new float[] { 0, 0 }, Run(session, ids, mask, MoodColumns.Valence)[..2]);
        CollectionAssert.AreEqual(new float[] { 0, 0 }, Run(session, ids, mask, MoodColumns.Arousal)[..2]);
        CollectionAssert.AreEqual(new float[] { 0, 0, 1 }, Run(session, ids, mask, MoodColumns.HasText));
        string[] emotions = LikeliestEmotions(session, ids, mask);
        Assert.AreEqual("neutral", emotions[0]);
        Assert.AreEqual("neutral", emotions[1]);
    }

    [TestMethod]
    public void Export_AnyText_NamesTheLikeliestEmotion()
    {
        using MoodEncoderModule module = Module(1, 16, 2, 32);
        using var session = new InferenceSession(MoodEncoderOnnx.Export(module, Scale));
        (Tensor ids, Tensor mask) = RaggedBatch([4, 7, 12]);

        float[] probabilities = Run(session, ids, mask, MoodColumns.EmotionProbabilities);
        string[] emotions = LikeliestEmotions(session, ids, mask);

        foreach ((float[] row, string emotion) in probabilities.Chunk(7).Zip(emotions))
        {
            Assert.AreEqual(Emotions.Names[Array.IndexOf(row, row.Max())], emotion);
            Assert.AreEqual(1, row.Sum(), 1e-5);
        }
    }

    [TestMethod]
    public void Export_SameWeights_GivesTheSameBytes()
    {
        using MoodEncoderModule first = Module(2, 16, 2, 32);
        using MoodEncoderModule second = Module(2, 16, 2, 32);

        CollectionAssert.AreEqual(MoodEncoderOnnx.Export(first, Scale), MoodEncoderOnnx.Export(second, Scale));
    }

    private static MoodEncoderModule Module(int layers, int width, int heads, int feedForward) => new(
        new DistilBertConfig
        {
            VocabularySize = 100, MaxPositions = 32, Layers = layers, Width = width, Heads = heads, FeedForwardWidth = feedForward,
        },
        seed: 5);

    /// <summary>Random ids; the mask says how many count in each row.</summary>
    private static (Tensor Ids, Tensor Mask) RaggedBatch(int[] lengths)
    {
        Tensor ids = randint(5, 100, [lengths.Length, lengths.Max()], ScalarType.Int64, generator: new Generator(3, CPU));
        Tensor mask = arange(lengths.Max()).unsqueeze(0).lt(tensor(lengths).unsqueeze(1)).to(ScalarType.Int64);
        return (ids, mask);
    }

    private static float[] Run(InferenceSession session, Tensor ids, Tensor mask, string output) =>
        Run(session, ids, mask, output, value => value.GetTensorDataAsSpan<float>().ToArray());

    private static string[] LikeliestEmotions(InferenceSession session, Tensor ids, Tensor mask) =>
        Run(session, ids, mask, MoodColumns.Emotion, value => value.GetStringTensorAsArray());

    private static T Run<T>(InferenceSession session, Tensor ids, Tensor mask, string output, Func<OrtValue, T> read)
    {
        using OrtValue idsValue = OrtValue.CreateTensorValueFromMemory(ids.data<long>().ToArray(), ids.shape);
        using OrtValue maskValue = OrtValue.CreateTensorValueFromMemory(mask.data<long>().ToArray(), mask.shape);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results =
            session.Run(options, [MoodColumns.InputIds, MoodColumns.AttentionMask], [idsValue, maskValue], [output]);
        return read(results[0]);
    }

    private static void AssertClose(Tensor expected, float[] actual)
    {
        float[] values = expected.contiguous().data<float>().ToArray();
        Assert.AreEqual(values.Length, actual.Length);
        Assert.IsLessThanOrEqualTo(1e-4f, values.Zip(actual, (e, a) => Math.Abs(e - a)).Max());
    }
}
