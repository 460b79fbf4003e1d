using System.Text.Json.Nodes;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Tests.Mood;
using MlNetMoodRec.Training.Encoder;
using MlNetMoodRec.Training.Encoder.Import;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Encoder.Import;

[TestClass]
public sealed class EncoderImporterTests
{
    private static readonly string[] SixEmotions = ["sadness", "joy", "love", "anger", "fear", "surprise"];
    private static readonly string[] Texts = ["i feel so happy today!", "tired", "love this song. so sad, so sad, so sad so sad so sad"];

    [TestMethod]
    [DataRow("F32")]
    [DataRow("F16")]
    [DataRow("BF16")]
    public void Import_Classifier_GivesWhatTheEquationsGive(string type)
    {
        using var checkpoint = new SyntheticCheckpoint(labels: SixEmotions, type: type);

        EncoderImportResult result = Import(checkpoint);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        float[][] logits = encoder.Compute(Texts, ["logits"])["logits"];
        double s = Math.Sqrt(0.5);
        double x = Math.Cos(Math.PI / 8);
        double y = Math.Sin(Math.PI / 8);
        for (int i = 0; i < Texts.Length; i++)
        {
            (double[] pooled, double[] expected) = new ReferenceDistilBert(checkpoint).Read(encoder.Tokenizer.Encode(Texts[i], 16));
            MoodReading reading = encoder.Read(Texts[i]);
            AssertClose(expected, logits[i]);
            AssertClose([.. pooled, .. new double[500]], reading.SentimentEmbedding);

            // Sadness, joy, love, anger, fear, surprise: by hand from Russell's circle and GoEmotions' groups.
            double[] p = ReferenceDistilBert.Softmax(expected);
            Assert.AreEqual((-x * p[0]) + (x * (p[1] + p[2])) - (s * (p[3] + p[4])), reading.Valence, 1e-4);
            Assert.AreEqual((-y * p[0]) + (y * (p[1] + p[2])) + (s * (p[3] + p[4])) + p[5], reading.Arousal, 1e-4);
            AssertClose([p[3], 0, p[4], p[1] + p[2], p[0], p[5], 0], reading.EmotionProbabilities);
            Assert.AreEqual(Emotions.Names[Array.IndexOf(reading.EmotionProbabilities, reading.EmotionProbabilities.Max())], reading.Emotion);
        }

        CollectionAssert.AreEqual(SixEmotions, result.Labels.ToArray());
        Assert.IsEmpty(result.ColumnsNotGiven);
        Assert.AreEqual(type, result.WeightTypes);
        Assert.AreEqual(checkpoint.Tensors.Sum(t => t.Shape.Aggregate((a, b) => a * b)), result.Weights);
        Assert.IsLessThanOrEqualTo(1e-4, result.LargestDifference);
    }

    [TestMethod]
    public void Import_OtherLabelOrder_IsRead()
    {
        using var checkpoint = new SyntheticCheckpoint(labels: ["JOY", "Neutral", "anger"]);
        Import(checkpoint);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);

        double[] p = ReferenceDistilBert.Softmax(new ReferenceDistilBert(checkpoint).Read(encoder.Tokenizer.Encode(Texts[0], 16)).Logits);
        AssertClose([p[2], 0, 0, p[0], 0, 0, p[1]], encoder.Read(Texts[0]).EmotionProbabilities);
        JsonNode config = JsonNode.Parse(File.ReadAllText(Path.Combine(checkpoint.Output, "config.json")))!;
        Assert.AreEqual("Neutral", (string?)config["id2label"]!["1"]);
        Assert.Contains("| JOY | 0.92 | 0.38 | joy |", Card(checkpoint));
    }

    [TestMethod]
    public void Import_MultiLabelGoEmotions_UsesTheProbabilityOfEachLabel()
    {
        using var checkpoint = new SyntheticCheckpoint(
            labels: [.. GoEmotionsLabels.Names], problemType: "multi_label_classification");
        Import(checkpoint);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        MoodReading reading = encoder.Read(Texts[0]);

        double[] logits = new ReferenceDistilBert(checkpoint).Read(encoder.Tokenizer.Encode(Texts[0], 16)).Logits;
        double[] p = [.. logits.Select(l => 1 / (1 + Math.Exp(-l)))];
        double all = Math.Max(1, p.Sum());
        double joy = p.Where((_, i) => GoEmotionsLabels.Ekman(i) == "joy").Sum() / all;
        Assert.AreEqual(joy, reading.EmotionProbabilities[3], 1e-4);
        Assert.AreEqual(1, reading.EmotionProbabilities.Sum(), 1e-5);
        Assert.Contains("sigmoids", Card(checkpoint));
    }

    [TestMethod]
    public void Import_PositiveAndNegative_GivesValenceOnlyAndSaysSo()
    {
        using var checkpoint = new SyntheticCheckpoint(labels: ["NEGATIVE", "POSITIVE"]);

        EncoderImportResult result = Import(checkpoint);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        MoodReading reading = encoder.Read(Texts[0]);
        double[] p = ReferenceDistilBert.Softmax(new ReferenceDistilBert(checkpoint).Read(encoder.Tokenizer.Encode(Texts[0], 16)).Logits);
        Assert.AreEqual(p[1] - p[0], reading.Valence, 1e-4);
        Assert.AreEqual(0, reading.Arousal);
        Assert.AreEqual("neutral", reading.Emotion);
        CollectionAssert.AreEqual(new float[] { 0, 0, 0, 0, 0, 0, 1 }, reading.EmotionProbabilities);
        CollectionAssert.AreEqual(new[] { "Arousal", "Emotion" }, result.ColumnsNotGiven.ToArray());
        Assert.Contains("| Arousal | **0 for every text: not given** |", Card(checkpoint));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Import_Base_GivesTheEmbeddingOnlyAndSaysSo(bool prefix)
    {
        using var checkpoint = new SyntheticCheckpoint(prefix: prefix);
        using var whole = new SyntheticCheckpoint();

        EncoderImportResult result = Import(checkpoint);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        MoodReading reading = encoder.Read(Texts[0]);
        AssertClose(
            [.. new ReferenceDistilBert(whole).Read(encoder.Tokenizer.Encode(Texts[0], 16)).Pooled, .. new double[500]], reading.SentimentEmbedding);
        Assert.AreEqual(0, reading.Valence);
        Assert.AreEqual(0, reading.Arousal);
        Assert.AreEqual("neutral", reading.Emotion);
        CollectionAssert.DoesNotContain(encoder.OutputNames.ToArray(), "logits");
        CollectionAssert.AreEqual(new[] { "Valence", "Arousal", "Emotion" }, result.ColumnsNotGiven.ToArray());
        Assert.IsEmpty(result.Labels);
        StringAssert.Contains(result.Notes.Single(), "a base checkpoint has no labels");
    }

    [TestMethod]
    public void Import_EmptyText_GivesZerosAndNeutral()
    {
        using var checkpoint = new SyntheticCheckpoint(labels: SixEmotions);
        Import(checkpoint);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        IReadOnlyList<MoodReading> readings = encoder.Read(["", Texts[0], "  "]);

        foreach (MoodReading empty in (MoodReading[])[readings[0], readings[2]])
        {
            Assert.IsFalse(empty.HasText);
            Assert.IsTrue(empty.SentimentEmbedding.All(v => v == 0));
            CollectionAssert.AreEqual(new float[] { 0, 0, 0, 0, 0, 0, 1 }, empty.EmotionProbabilities);
            Assert.AreEqual((0f, 0f, "neutral"), (empty.Valence, empty.Arousal, empty.Emotion));
        }

        Assert.AreNotEqual(0, readings[1].Valence);
    }

    [TestMethod]
    public void Import_WideState_IsTurnedByAnOrthogonalMatrixThatIsAlwaysTheSame()
    {
        DistilBertConfig model = SyntheticCheckpoint.Tiny with { Width = 520, Heads = 4, Layers = 1 };
        using var checkpoint = new SyntheticCheckpoint(model);
        Import(checkpoint);

        using var scope = NewDisposeScope();
        using var module = new CheckpointModule(model, labels: null);
        using var again = new CheckpointModule(model, labels: null);
        Tensor identity = matmul(module.Projection.t(), module.Projection);
        Assert.IsLessThan(1e-5f, (identity - eye(512)).abs().max().item<float>());
        CollectionAssert.AreEqual(module.Projection.data<float>().ToArray(), again.Projection.data<float>().ToArray());

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        double[] pooled = new ReferenceDistilBert(checkpoint).Read(encoder.Tokenizer.Encode(Texts[0], 16)).Pooled;
        double[] expected = matmul(tensor(pooled), module.Projection.to(ScalarType.Float64)).data<double>().ToArray();
        AssertClose(expected, encoder.Read(Texts[0]).SentimentEmbedding);
    }

    [TestMethod]
    public void Import_Twice_GivesTheSameFiles()
    {
        using var first = new SyntheticCheckpoint(labels: SixEmotions);
        using var second = new SyntheticCheckpoint(labels: SixEmotions);
        Import(first);
        Import(second);
        string[] files = ["README.md", "config.json", "model.onnx", "vocab.txt"];

        CollectionAssert.AreEqual(files, Directory.GetFiles(first.Output).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray());
        foreach (string file in files)
        {
            CollectionAssert.AreEqual(
                File.ReadAllBytes(Path.Combine(first.Output, file)), File.ReadAllBytes(Path.Combine(second.Output, file)), file);
        }

        CollectionAssert.AreEqual(new[] { first.Output }, Directory.GetDirectories(first.Folder));
    }

    [TestMethod]
    public void Import_UnknownLabels_SaysSoAndTakesThemFromTheOptions()
    {
        using var checkpoint = new SyntheticCheckpoint(labels: ["LABEL_0", "LABEL_1"]);

        EncoderImportResult unknown = Import(checkpoint);
        EncoderImportResult named = EncoderImporter.Import(new EncoderImportOptions
        {
            Checkpoint = checkpoint.Folder, OutputFolder = checkpoint.Output, Labels = ["negative", "positive"],
        });

        Assert.HasCount(3, unknown.ColumnsNotGiven);
        Assert.Contains("LABEL_0, LABEL_1", unknown.Notes.Single());
        CollectionAssert.AreEqual(new[] { "negative", "positive" }, named.Labels.ToArray());
        CollectionAssert.DoesNotContain(named.ColumnsNotGiven.ToArray(), "Valence");
    }

    [TestMethod]
    public void Import_HeadOfAnotherTask_IsLeftOutAndNamed()
    {
        using var checkpoint = new SyntheticCheckpoint();
        checkpoint.Tensors.Add(("vocab_projector.bias", "F32", [26]));
        checkpoint.Tensors.Add(("distilbert.embeddings.position_ids", "I64", [1, 16]));
        checkpoint.WriteWeights();

        EncoderImportResult result = Import(checkpoint);

        Assert.Contains("not read, as they are for other tasks: vocab_projector", result.Notes);
        Assert.AreEqual("F32", result.WeightTypes);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Import_TokenizerJsonAlone_CutsTextsAsTheVocabularyFileDoes(bool lowerCase)
    {
        using var checkpoint = new SyntheticCheckpoint();
        File.Delete(checkpoint.PathOf("vocab.txt"));
        File.WriteAllText(checkpoint.PathOf("tokenizer.json"), SyntheticCheckpoint.TokenizerJson(lowerCase).ToJsonString());

        EncoderImportResult result = Import(checkpoint);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        CollectionAssert.AreEqual(SyntheticEncoder.Vocabulary, encoder.Tokenizer.Vocabulary.ToArray());
        Assert.AreEqual(lowerCase, result.LowerCase);
        CollectionAssert.AreEqual(lowerCase ? ["love", "song", "##s"] : (string[])["[UNK]", "song", "##s"], encoder.Tokenizer.Tokenize("LOVE songs").ToArray());
    }

    [TestMethod]
    public void Import_PublishedTokenizerFiles_GiveThePublishedVocabulary()
    {
        using var checkpoint = new SyntheticCheckpoint(SyntheticCheckpoint.Tiny with { VocabularySize = 30522 });
        string published = SharedData.Path("models", "distilbert-base-uncased");
        File.Copy(Path.Combine(published, "tokenizer.json"), checkpoint.PathOf("tokenizer.json"));
        File.Copy(Path.Combine(published, "tokenizer_config.json"), checkpoint.PathOf("tokenizer_config.json"));
        File.Delete(checkpoint.PathOf("vocab.txt"));

        EncoderImportResult result = Import(checkpoint);

        CollectionAssert.AreEqual(
            File.ReadAllLines(Path.Combine(published, "vocab.txt")), File.ReadAllLines(Path.Combine(checkpoint.Output, "vocab.txt")));
        Assert.AreEqual(16, result.MaxLength);
    }

    [TestMethod]
    public void Import_TokenizerSettings_AreRead()
    {
        using var checkpoint = new SyntheticCheckpoint();
        File.WriteAllText(checkpoint.PathOf("tokenizer_config.json"), """{"do_lower_case": false, "model_max_length": 9, "strip_accents": null}""");

        EncoderImportResult result = Import(checkpoint);

        using MoodEncoder encoder = MoodEncoder.Load(checkpoint.Output);
        Assert.AreEqual((9, false), (encoder.MaxLength, encoder.Tokenizer.LowerCase));
        Assert.AreEqual((9, false), (result.MaxLength, result.LowerCase));
    }

    [TestMethod]
    public void Import_PublishedSst2Configuration_IsRead()
    {
        CheckpointConfig config = CheckpointConfig.Read(SharedData.Path("models", "distilbert-sst2-config", "config.json"));

        CollectionAssert.AreEqual(new[] { "NEGATIVE", "POSITIVE" }, config.Labels.ToArray());
        Assert.AreEqual((30522, 512, 768, 6, 12, 3072), (config.Model.VocabularySize, config.Model.MaxPositions, config.Model.Width, config.Model.Layers, config.Model.Heads, config.Model.FeedForwardWidth));
    }

    [TestMethod]
    public void Import_Cancelled_LeavesNothingBehind()
    {
        using var checkpoint = new SyntheticCheckpoint();

        Assert.ThrowsExactly<OperationCanceledException>(() => EncoderImporter.Import(
            new EncoderImportOptions { Checkpoint = checkpoint.Folder, OutputFolder = checkpoint.Output }, token: new CancellationToken(canceled: true)));

        Assert.IsEmpty(Directory.GetDirectories(checkpoint.Folder));
    }

    private static EncoderImportResult Import(SyntheticCheckpoint checkpoint) =>
        EncoderImporter.Import(new EncoderImportOptions { Checkpoint = checkpoint.Folder, OutputFolder = checkpoint.Output });

    private static string Card(SyntheticCheckpoint checkpoint) => File.ReadAllText(Path.Combine(checkpoint.Output, "README.md"));

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        Assert.IsLessThanOrEqualTo(1e-4, expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max());
    }
}
