using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Onnx;
using static MlNetMoodRec.Training.Onnx.Format.TensorProto.Types;

namespace MlNetMoodRec.Tests.Mood;

/// <summary>What is wrong with an encoder's folder is said when it is loaded, not when it is used.</summary>
[TestClass]
public sealed class MoodEncoderLoadTests
{
    [TestMethod]
    public void Load_NoFolder_SaysWhatIsExpected()
    {
        string message = MessageOf("no/such/encoder");

        Assert.Contains("no/such/encoder", message);
        Assert.Contains("model.onnx, vocab.txt and config.json", message);
    }

    [TestMethod]
    public void Load_FilesMissing_NamesThem()
    {
        using var synthetic = new SyntheticEncoder();
        File.Delete(synthetic.PathOf("vocab.txt"));
        File.Delete(synthetic.PathOf("config.json"));

        Assert.Contains("lacks vocab.txt and config.json", MessageOf(synthetic.Folder));
    }

    [TestMethod]
    [DataRow("{", "not a readable encoder configuration")]
    [DataRow("""{"vocab_size": 26}""", "max_position_embeddings 0")]
    [DataRow("""{"vocab_size": 26, "max_position_embeddings": 64, "max_length": 128}""", "max_length 128")]
    [DataRow("""{"vocab_size": 7, "max_position_embeddings": 64}""", "has 26 tokens, but the encoder's embedding has 7")]
    public void Load_BadConfiguration_SaysWhatIsWrong(string json, string expected)
    {
        using var synthetic = new SyntheticEncoder();
        synthetic.WriteConfig(json);

        Assert.Contains(expected, MessageOf(synthetic.Folder));
    }

    [TestMethod]
    public void Load_NotAnOnnxModel_SaysSo()
    {
        using var synthetic = new SyntheticEncoder();
        File.WriteAllText(synthetic.PathOf("model.onnx"), "version https://git-lfs.github.com/spec/v1");

        Assert.Contains("is not an ONNX model", MessageOf(synthetic.Folder));
    }

    [TestMethod]
    public void Load_OtherGraph_SaysWhatWasFoundAndExpected()
    {
        using var synthetic = new SyntheticEncoder();
        var graph = new OnnxGraph("classifier");
        string ids = graph.Input("input_ids", DataType.Int64, "batch", "length");
        graph.Input("token_type_ids", DataType.Int64, "batch", "length");
        graph.Output("logits", graph.Node("Cast", [ids], ("to", (int)DataType.Float)), DataType.Float, "batch", 2);
        File.WriteAllBytes(synthetic.PathOf("model.onnx"), graph.ToBytes());

        string message = MessageOf(synthetic.Folder);

        Assert.Contains("no input 'attention_mask' (int64 [batch, length])", message);
        Assert.Contains("an input 'token_type_ids', which a mood encoder does not have", message);
        Assert.Contains("no output 'SentimentEmbedding' (float [batch, 512])", message);
        Assert.Contains("Found outputs: logits (float [?, 2])", message);
    }

    [TestMethod]
    public void Load_EmbeddingSmallerThanVocabulary_SaysWhichToken()
    {
        using var synthetic = new SyntheticEncoder(embeddedTokens: 10);

        Assert.Contains("cannot read the last token of its vocabulary (id 25)", MessageOf(synthetic.Folder));
    }

    [TestMethod]
    public void Load_WeightsNotNumbers_SaysSo()
    {
        using var synthetic = new SyntheticEncoder(scale: float.NaN);

        Assert.Contains("not numbers", MessageOf(synthetic.Folder));
    }

    [TestMethod]
    public void Load_ReadsSomethingInAnEmptyText_SaysSo()
    {
        using var synthetic = new SyntheticEncoder(maskEmpty: false);

        Assert.Contains("reads something in an empty text", MessageOf(synthetic.Folder));
    }

    private static string MessageOf(string folder) => Assert.ThrowsExactly<MoodRecException>(() => MoodEncoder.Load(folder)).Message;
}
