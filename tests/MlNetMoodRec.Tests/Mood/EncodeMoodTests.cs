using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Tests.Mood;

[TestClass]
public sealed class EncodeMoodTests
{
    private static readonly string[] Texts =
    [
        "I feel so sad today.", "I love this song!!", "", "Héllo 😂 wörld\nline two\ttab", "I feel so sad today.",
        string.Concat(Enumerable.Repeat("so tired ", 1200)), "\"quoted\\text\"", "生活 ▁ 😂", "   \n", "\ud83d lone",
    ];

    [TestMethod]
    public void Transform_BothWays_SameSchemaAndValues()
    {
        using var synthetic = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        IDataView rows = Rows(context);
        using MoodEncodingTransformer fitted = context.MoodRec().Text.EncodeMood(synthetic.Folder).Fit(rows);

        IDataView fast = fitted.Transform(rows);
        MoodRow[] batched = ReadRows(context, fast);
        using PredictionEngine<ListenerContext, MoodRow> engine = context.Model.CreatePredictionEngine<ListenerContext, MoodRow>(
            fitted, new PredictionEngineOptions { OwnsTransformer = false });

        AssertSame(batched, [.. Texts.Select(t => engine.Predict(new ListenerContext { Text = t }))]);
        CollectionAssert.AreEqual(Columns(fitted.GetOutputSchema(rows.Schema)), Columns(fast.Schema));
    }

    [TestMethod]
    public void Save_LoadedPlainly_SameValuesAsEncoder()
    {
        using var synthetic = new SyntheticEncoder();
        string zip = synthetic.PathOf("model.zip");
        MoodRow[] expected;
        {
            var context = new MLContext(seed: 1);
            IDataView rows = Rows(context);
            using MoodEncodingTransformer fitted = context.MoodRec().Text.EncodeMood(synthetic.Folder).Fit(rows);
            expected = ReadRows(context, fitted.Transform(rows));
            context.Model.Save(fitted, rows.Schema, zip);
        }

        string temporary = Directory.CreateDirectory(synthetic.PathOf("temporary")).FullName;
        var plain = new MLContext { TempFilePath = temporary };
        ITransformer loaded = plain.Model.Load(zip, out _);
        using (PredictionEngine<ListenerContext, MoodRow> engine = plain.Model.CreatePredictionEngine<ListenerContext, MoodRow>(loaded))
        {
            AssertSame(expected, [.. Texts.Select(t => engine.Predict(new ListenerContext { Text = t }))]);
            AssertSame([expected[2]], [engine.Predict(new ListenerContext { Text = null! })]);
        }

        Assert.IsEmpty(Directory.GetFiles(temporary, "*", SearchOption.AllDirectories), "a disposed model leaves no temporary files");
    }

    [TestMethod]
    public void Save_LoadedPlainly_TransformsInParallel()
    {
        using var synthetic = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        IDataView rows = Rows(context, repeats: 100);
        using MoodEncodingTransformer fitted = context.MoodRec().Text.EncodeMood(synthetic.Folder).Fit(rows);
        context.Model.Save(fitted, rows.Schema, synthetic.PathOf("model.zip"));
        ITransformer loaded = context.Model.Load(synthetic.PathOf("model.zip"), out _);

        MoodRow[][] results = new MoodRow[2][];
        Parallel.For(0, results.Length, i => results[i] = ReadRows(context, loaded.Transform(rows)));

        MoodRow[] expected = ReadRows(context, fitted.Transform(rows));
        AssertSame(expected, results[0]);
        AssertSame(expected, results[1]);
        (loaded as IDisposable)?.Dispose();
    }

    [TestMethod]
    public void EncodeMood_EmotionProbabilities_HaveTheEmotionsAsSlotNames()
    {
        using var synthetic = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        IDataView rows = Rows(context);
        using MoodEncodingTransformer fitted = context.MoodRec().Text.EncodeMood(synthetic.Folder).Fit(rows);
        context.Model.Save(fitted, rows.Schema, synthetic.PathOf("model.zip"));
        ITransformer loaded = context.Model.Load(synthetic.PathOf("model.zip"), out _);

        foreach (DataViewSchema schema in new[] { fitted.Transform(rows).Schema, fitted.GetOutputSchema(rows.Schema), loaded.GetOutputSchema(rows.Schema) })
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            schema[MoodColumns.EmotionProbabilities].GetSlotNames(ref names);
            CollectionAssert.AreEqual(Emotions.Names.ToArray(), names.DenseValues().Select(name => name.ToString()).ToArray());
        }

        (loaded as IDisposable)?.Dispose();
    }

    [TestMethod]
    public void EncodeMood_OtherColumn_IsRead()
    {
        using var synthetic = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        IDataView rows = context.Data.LoadFromEnumerable([new { Review = "i love this song" }, new { Review = "so tired" }]);
        using MoodEncodingTransformer fitted = context.MoodRec().Text.EncodeMood(synthetic.Folder, "Review").Fit(rows);

        MoodRow[] fast = ReadRows(context, fitted.Transform(rows));
        MoodReading expected = fitted.Encoder.Read("i love this song");

        Assert.AreEqual(expected.Valence, fast[0].Valence, 1e-5f);
        Assert.AreNotEqual(fast[0].Valence, fast[1].Valence);
    }

    [TestMethod]
    public void Fit_NoTextColumn_SaysWhatThereIs()
    {
        using var synthetic = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        IDataView rows = context.Data.LoadFromEnumerable([new { Review = "x", Stars = 3f }]);

        var exception = Assert.ThrowsExactly<MoodRecException>(() => context.MoodRec().Text.EncodeMood(synthetic.Folder).Fit(rows));

        Assert.Contains("no column 'Text' of texts", exception.Message);
        Assert.Contains("Review", exception.Message);
    }

    [TestMethod]
    public void EncodeMood_Appended_FitsAndTransforms()
    {
        using var synthetic = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        IDataView rows = Rows(context);

        var pipeline = context.MoodRec().Text.EncodeMood(synthetic.Folder)
            .Append(context.Transforms.Concatenate("Both", MoodColumns.Valence, MoodColumns.Arousal));
        using var model = pipeline.Fit(rows);

        float[][] both = [.. model.Transform(rows).GetColumn<float[]>("Both")];
        MoodRow[] expected = ReadRows(context, model.Transform(rows));
        CollectionAssert.AreEqual(new[] { expected[0].Valence, expected[0].Arousal }, both[0]);
    }

    [TestMethod]
    public void EncodeMood_FromItsPublicPieces_SameValues()
    {
        using var synthetic = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        IDataView rows = Rows(context);
        MoodTextCatalog text = context.MoodRec().Text;
        using MoodEncodingTransformer whole = text.EncodeMood(synthetic.Folder).Fit(rows);

        using var pieces = text.Tokenize(synthetic.PathOf("vocab.txt"), maxLength: 64)
            .Append(text.ApplyMoodEncoder(synthetic.PathOf("model.onnx")))
            .Fit(rows);

        AssertSame(ReadRows(context, whole.Transform(rows)), ReadRows(context, pieces.Transform(rows)));
    }

    [TestMethod]
    public void Fit_NoRows_GivesAnEncoder()
    {
        using var synthetic = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        IDataView none = context.Data.LoadFromEnumerable<ListenerContext>([]);

        using MoodEncodingTransformer fitted = context.MoodRec().Text.EncodeMood(synthetic.Folder).Fit(none);

        Assert.IsEmpty(ReadRows(context, fitted.Transform(none)));
        Assert.HasCount(Texts.Length, ReadRows(context, fitted.Transform(Rows(context))));
    }

    private static IDataView Rows(MLContext context, int repeats = 1) =>
        context.Data.LoadFromEnumerable(Enumerable.Repeat(Texts, repeats).SelectMany(t => t).Select(t => new ListenerContext { Text = t }));

    private static MoodRow[] ReadRows(MLContext context, IDataView rows) =>
        [.. context.Data.CreateEnumerable<MoodRow>(rows, reuseRowObject: false)];

    private static string[] Columns(DataViewSchema schema) =>
        [.. schema.Where(c => !c.IsHidden).Select(c => $"{c.Name}: {c.Type}").Order(StringComparer.Ordinal)];

    private static void AssertSame(MoodRow[] expected, MoodRow[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i].HasText, actual[i].HasText, $"row {i}");
            Assert.AreEqual(expected[i].Valence, actual[i].Valence, 1e-5f, $"row {i}");
            Assert.AreEqual(expected[i].Arousal, actual[i].Arousal, 1e-5f, $"row {i}");
            Assert.AreEqual(expected[i].Emotion, actual[i].Emotion, $"row {i}");
            AssertClose(expected[i].EmotionProbabilities, actual[i].EmotionProbabilities, i);
            AssertClose(expected[i].SentimentEmbedding, actual[i].SentimentEmbedding, i);
        }
    }

    private static void AssertClose(float[] expected, float[] actual, int row)
    {
        Assert.HasCount(expected.Length, actual);
        Assert.IsLessThanOrEqualTo(1e-5f, expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max(), $"row {row}");
    }

    private sealed class MoodRow
    {
        public float HasText { get; set; }

        public float Valence { get; set; }

        public float Arousal { get; set; }

        public string Emotion { get; set; } = "";

        public float[] EmotionProbabilities { get; set; } = [];

        public float[] SentimentEmbedding { get; set; } = [];
    }
}
