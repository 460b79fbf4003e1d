using Microsoft.ML;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Tests.Cli;
using MlNetMoodRec.Training.Encoder;
using MlNetMoodRec.Training.Onnx.Format;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class EncoderExporterTests
{
    private static readonly string Shipped = Repository.Path("models", "mood-encoder");

    private static readonly string[] Texts =
    [
        "", "finally friday, let's dance", "can't sleep, everything hurts", "i'm not happy", "the bus comes at nine", "so angry right now!!", "what a lovely morning 😊",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("encoder-export").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("fp16", 0.55, 0.005f)]
    [DataRow("int8", 0.35, 0.08f)]
    public void Export_Storage_IsSmallerAndReadsAlmostTheSame(string storage, double share, float tolerance)
    {
        string output = Path.Combine(_folder, "out");

        CliRun run = CliRun.Of("encoder", "export", Shipped, "--storage", storage, "--out", output);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        long before = new FileInfo(Path.Combine(Shipped, "model.onnx")).Length;
        Assert.IsLessThan(share * before, new FileInfo(Path.Combine(output, "model.onnx")).Length);
        StringAssert.Contains(File.ReadAllText(Path.Combine(output, "config.json")), $"\"storage\": \"{storage}\"");
        using MoodEncoder full = MoodEncoder.Load(Shipped);
        using MoodEncoder stored = MoodEncoder.Load(output);
        foreach ((MoodReading expected, MoodReading found) in full.Read(Texts).Zip(stored.Read(Texts)))
        {
            Assert.AreEqual(expected.Valence, found.Valence, tolerance);
            Assert.AreEqual(expected.Arousal, found.Arousal, tolerance);
        }

        AssertWorksInAPipeline(output, stored);
    }

    [TestMethod]
    public void Export_Int8_MultipliesInWholeNumbersWithAScaleForEachColumn()
    {
        EncoderExporter.Export(Shipped, Path.Combine(_folder, "out"), EncoderStorage.Int8);

        GraphProto graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(_folder, "out", "model.onnx"))).Graph;
        NodeProto[] products = [.. graph.Node.Where(node => node.OpType == "MatMulInteger")];
        Assert.IsGreaterThan(10, products.Length);
        foreach (NodeProto product in products)
        {
            TensorProto weight = graph.Initializer.Single(tensor => tensor.Name == product.Input[1]);
            TensorProto scale = graph.Initializer.Single(tensor => tensor.Name == weight.Name.Replace(".q8", ".scale", StringComparison.Ordinal));
            Assert.AreEqual(weight.Dims[1], scale.Dims.Single());
        }

        Assert.IsFalse(graph.Node.Any(node => node.OpType == "MatMul"
            && graph.Initializer.Any(tensor => tensor.Name == node.Input[1] && tensor.Dims.Count == 2 && tensor.DataType == 1)));
    }

    [TestMethod]
    public void Export_StoredAlready_IsRefused()
    {
        EncoderExporter.Export(Shipped, Path.Combine(_folder, "int8"), EncoderStorage.Int8);

        CliRun.Of("encoder", "export", Path.Combine(_folder, "int8"), "--storage", "fp16", "--out", Path.Combine(_folder, "out"))
            .AssertBadInput("stored as int8 already; expected fp32");

        Assert.IsFalse(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [TestMethod]
    public void Export_ToItself_IsRefused() =>
        CliRun.Of("encoder", "export", Shipped, "--out", Shipped + "/").AssertBadInput("expected another one");

    private static void AssertWorksInAPipeline(string folder, MoodEncoder encoder)
    {
        var context = new MLContext(seed: 1);
        IDataView rows = context.Data.LoadFromEnumerable([new ListenerContext { Text = Texts[1] }]);
        using MoodEncodingTransformer fitted = context.MoodRec().Text.EncodeMood(folder).Fit(rows);
        using PredictionEngine<ListenerContext, Reading> engine =
            context.Model.CreatePredictionEngine<ListenerContext, Reading>(fitted, new PredictionEngineOptions { OwnsTransformer = false });

        Assert.AreEqual(encoder.Read(Texts[1]).Valence, engine.Predict(new ListenerContext { Text = Texts[1] }).Valence, 0.01f);
    }

    private sealed class Reading
    {
        public float Valence { get; set; }
    }
}
