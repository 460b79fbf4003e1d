using Microsoft.ML;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Encoder;
using MlNetMoodRec.Training.Encoder.Import;

namespace MlNetMoodRec.Tests.Encoder.Import;

[TestClass]
public sealed class FullSizeImportTests
{
    private static readonly DistilBertConfig Full = new()
    {
        VocabularySize = 30522, MaxPositions = 512, Width = 768, Layers = 6, Heads = 12, FeedForwardWidth = 3072,
    };

    public required TestContext TestContext { get; set; }

    /// <summary>66 million random weights through every step that a real checkpoint takes.</summary>
    [TestMethod]
    [TestCategory("Slow")]
    public void Import_FullDistilBertGeometry_ServesFromASavedModel()
    {
        using var checkpoint = new SyntheticCheckpoint(Full, [.. GoEmotionsLabels.Names]);
        File.Copy(SharedData.Path("models", "distilbert-base-uncased", "vocab.txt"), checkpoint.PathOf("vocab.txt"), overwrite: true);
        File.Copy(SharedData.Path("models", "distilbert-base-uncased", "tokenizer.json"), checkpoint.PathOf("tokenizer.json"));

        EncoderImportResult result = EncoderImporter.Import(
            new EncoderImportOptions { Checkpoint = checkpoint.Folder, OutputFolder = checkpoint.Output });

        // The published size of DistilBERT with its pre_classifier, and 28 labels.
        Assert.AreEqual(66_362_880 + 590_592 + (28 * 769), result.Weights);
        Assert.AreEqual(512, result.MaxLength);
        Assert.IsLessThanOrEqualTo(1e-4, result.LargestDifference);

        TestContext.WriteLine($"ONNX Runtime and torch differ by {result.LargestDifference:0.0e+0}");

        const string Text = "Can't sleep, everything hurts, and nobody calls.";
        MoodReading expected = ReadAndSave(checkpoint, Text);
        AssertServes(checkpoint.PathOf("model.zip"), Text, expected);
    }

    private static MoodReading ReadAndSave(SyntheticCheckpoint checkpoint, string text)
    {
        var context = new MLContext(seed: 1);
        IDataView rows = context.Data.LoadFromEnumerable([new ListenerContext { Text = text }]);
        using MoodEncodingTransformer fitted = context.MoodRec().Text.EncodeMood(checkpoint.Output).Fit(rows);
        context.Model.Save(fitted, rows.Schema, checkpoint.PathOf("model.zip"));
        return fitted.Encoder.Read(text);
    }

    private static void AssertServes(string zip, string text, MoodReading expected)
    {
        string temporary = Directory.CreateTempSubdirectory("full-size-import-").FullName;
        try
        {
            var plain = new MLContext { TempFilePath = temporary };
            ITransformer loaded = plain.Model.Load(zip, out _);
            using PredictionEngine<ListenerContext, Mood> engine = plain.Model.CreatePredictionEngine<ListenerContext, Mood>(loaded);
            Mood served = engine.Predict(new ListenerContext { Text = text });

            Assert.AreEqual(expected.Valence, served.Valence, 1e-5f);
            Assert.AreEqual(expected.Emotion, served.Emotion);
            Assert.HasCount(MoodColumns.EmbeddingSize, served.SentimentEmbedding);
            Assert.IsLessThanOrEqualTo(1e-4f, expected.SentimentEmbedding.Zip(served.SentimentEmbedding, (e, s) => Math.Abs(e - s)).Max());
            Assert.IsTrue(served.SentimentEmbedding.All(v => v != 0), "a state of width 768 fills the embedding");
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private sealed class Mood
    {
        public float Valence { get; set; }

        public string Emotion { get; set; } = "";

        public float[] SentimentEmbedding { get; set; } = [];
    }
}
