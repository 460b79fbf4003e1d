using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class EncoderTeachersTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("teachers").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    /// <summary>Against the exported graphs of the teachers, read by ONNX Runtime.</summary>
    [TestMethod]
    public void Teach_TwoTeachers_AveragesTheirAnswersAndMixesThemIntoTheLabels()
    {
        string[] folders = [Train("first", 1, vocabulary: 400), Train("second", 2, vocabulary: 300)];
        IReadOnlyList<LabelledText> texts = SmallTexts.Sets.Single(set => set.Name == "emotion").Test;
        using EncoderTeachers teachers = EncoderTeachers.Load(folders);

        IReadOnlyList<LabelledText> taught = teachers.Teach(texts, share: 0.3);

        float[][] emotion = Average(folders, texts, EncoderHeads.Emotion, Softmax);
        float[][] sst2 = Average(folders, texts, EncoderHeads.Sst2, logits => [1 / (1 + MathF.Exp(-logits[0]))]);
        float[][] rated = Average(folders, texts, EncoderHeads.ValenceArousal, logits => logits);
        for (int row = 0; row < texts.Count; row++)
        {
            AreClose([.. emotion[row].Zip(EncoderHeads.Emotion.Of(texts[row].Targets).ToArray(), (answer, label) => (0.3f * answer) + (0.7f * label))], EncoderHeads.Emotion.Of(taught[row].Targets).ToArray());
            AreClose(sst2[row], EncoderHeads.Sst2.Of(taught[row].Targets).ToArray());
            AreClose(rated[row], EncoderHeads.ValenceArousal.Of(taught[row].Targets).ToArray());
            Assert.AreEqual(texts[row].Text, taught[row].Text);
        }
    }

    [TestMethod]
    public void Load_FolderOfAnInt8Encoder_SaysWhatIsExpected()
    {
        string folder = Train("small", 1, vocabulary: 400, EncoderStorage.Int8);

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => EncoderTeachers.Load([folder]));

        StringAssert.Contains(error.Message, "stored as fp32", StringComparison.Ordinal);
    }

    private string Train(string name, int seed, int vocabulary, EncoderStorage storage = EncoderStorage.Fp32)
    {
        var options = new EncoderTrainingOptions
        {
            DataFolder = SharedData.Path("data"),
            OutputFolder = Path.Combine(_folder, name),
            Model = SmallTexts.Model with { VocabularySize = vocabulary },
            Epochs = 1,
            TokensPerBatch = 500,
            LearningRate = 0.01,
            CheckInTexts = 0,
            Seed = seed,
            Storage = storage,
        };
        EncoderTrainer.Train(options, SmallTexts.Sets, SmallTexts.Lexicon, null, CancellationToken.None);
        return options.OutputFolder;
    }

    private static float[][] Average(string[] folders, IReadOnlyList<LabelledText> texts, EncoderHead head, Func<float[], float[]> answer)
    {
        float[][][] answers = [.. folders.Select(folder =>
        {
            using MoodEncoder encoder = MoodEncoder.Load(folder);
            return new HeadReadings(encoder).Of(texts, head).Select(answer).ToArray();
        })];
        return [.. texts.Select((_, row) => Enumerable.Range(0, head.Size).Select(i => answers.Average(a => a[row][i])).ToArray())];
    }

    private static float[] Softmax(float[] logits)
    {
        float[] powers = [.. logits.Select(MathF.Exp)];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    private static void AreClose(float[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-4f);
        }
    }
}
