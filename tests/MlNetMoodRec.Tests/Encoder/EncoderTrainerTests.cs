using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class EncoderTrainerTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("encoder").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Train_SmallNetwork_LowersTheLossAndWritesAnEncoder()
    {
        var losses = new List<double>();
        EncoderTrainingResult result = Train("a", epochs: 3, onStep: p => losses.Add(p.Loss));

        // The loss is a running mean over about fifty steps, and dropout is at work: the start is left far behind all the same.
        Assert.IsLessThan(0.75 * losses[0], losses[^1]);
        Assert.HasCount(result.Steps, losses);
        foreach (string file in new[] { "model.onnx", "vocab.txt", "config.json", "README.md" })
        {
            Assert.IsTrue(File.Exists(Path.Combine(_folder, "a", file)), file);
        }

        Assert.IsFalse(Directory.Exists(Path.Combine(_folder, "a", "checkpoint")));
        Assert.IsTrue(result.Scores.All(score => double.IsFinite(score.Value)));
        StringAssert.Contains(File.ReadAllText(Path.Combine(_folder, "a", "README.md")), "emotion test, accuracy", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Train_CancelledAndResumed_GivesTheSameEncoderAsInOneGo()
    {
        Train("whole");
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => Train(
            "parts", onStep: p => { if (p.Step == 7) { cancellation.Cancel(); } }, token: cancellation.Token));
        Assert.IsFalse(File.Exists(Path.Combine(_folder, "parts", "model.onnx")));

        int first = 0;
        Train("parts", resume: true, onStep: p => first = first == 0 ? p.Step : first);

        Assert.AreEqual(8, first);
        CollectionAssert.AreEqual(
            File.ReadAllBytes(Path.Combine(_folder, "whole", "model.onnx")), File.ReadAllBytes(Path.Combine(_folder, "parts", "model.onnx")));
        CollectionAssert.AreEqual(
            File.ReadAllBytes(Path.Combine(_folder, "whole", "config.json")), File.ReadAllBytes(Path.Combine(_folder, "parts", "config.json")));
    }

    [TestMethod]
    public void Train_ResumedWithOtherOptions_RefusesTheCheckpoint()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => Train("a", onStep: _ => cancellation.Cancel(), token: cancellation.Token));

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => Train("a", resume: true, seed: 2));

        StringAssert.Contains(error.Message, "other options or data", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Train_FromATrainedEncoder_KeepsItsVocabularyAndStartsLower()
    {
        var scratch = new List<double>();
        var started = new List<double>();
        Train("base", epochs: 3, onStep: p => scratch.Add(p.Loss));
        EncoderTrainingOptions options = Options("next", 2, false) with { InitFolder = Path.Combine(_folder, "base"), LearningRate = 0.001 };

        EncoderTrainer.Train(options, SmallTexts.Sets, SmallTexts.Lexicon, new EachStep(p => started.Add(p.Loss)), CancellationToken.None);

        Assert.IsLessThan(0.9 * scratch[0], started[0]);
        string[] vocabulary = File.ReadAllLines(Path.Combine(_folder, "next", "vocab.txt"));
        CollectionAssert.AreEqual(File.ReadAllLines(Path.Combine(_folder, "base", "vocab.txt")), vocabulary[..400]);
        StringAssert.Contains(File.ReadAllText(Path.Combine(_folder, "next", "README.md")), "--init BASE", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Train_WithTeachersAndTexts_SaysWhoTaughtIt()
    {
        Train("teacher");
        string texts = Path.Combine(_folder, "texts.csv");
        File.WriteAllText(texts, "text\nwhat a lovely evening with the band\nnothing works today\n");
        EncoderTrainingOptions options = Options("student", 1, false) with { TeacherFolders = [Path.Combine(_folder, "teacher")], TextFiles = [texts] };

        EncoderTrainingResult taught = EncoderTrainer.Train(options, SmallTexts.Sets, SmallTexts.Lexicon, null, CancellationToken.None);

        EncoderTrainingResult alone = Train("alone");
        Assert.AreNotEqual(alone.Scores[0].Value + alone.Scores[2].Value, taught.Scores[0].Value + taught.Scores[2].Value);
        string card = File.ReadAllText(Path.Combine(_folder, "student", "README.md"));
        StringAssert.Contains(card, "--texts texts.csv --teacher TEACHER1", StringComparison.Ordinal);
        StringAssert.Contains(card, "count 50 %", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Validate_TextsWithoutATeacher_SaysWhoIsMissing()
    {
        string texts = Path.Combine(_folder, "texts.csv");
        File.WriteAllText(texts, "text\na\n");
        EncoderTrainingOptions options = Options("a", 1, false) with { TextFiles = [texts], TeacherShare = 2 };

        string message = Assert.ThrowsExactly<MoodRecException>(options.Validate).Message;

        StringAssert.Contains(message, "TextFiles are given without TeacherFolders", StringComparison.Ordinal);
        StringAssert.Contains(message, "TeacherShare is 2", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Train_OpenDataOnly_LeavesTheOtherSetsOut()
    {
        EncoderTrainingOptions options = Options("open", 1, false) with { OpenDataOnly = true, Storage = EncoderStorage.Int8 };

        EncoderTrainingResult result = EncoderTrainer.Train(options, SmallTexts.Sets, SmallTexts.Lexicon, null, CancellationToken.None);

        // That the others are not used at all: with no texts in them the same encoder comes out.
        LabelledTextSet[] emptied = [.. SmallTexts.Sets.Select(set => set.Name is "goemotions" or "emobank" ? set : new LabelledTextSet(set.Name, [], [], []))];
        EncoderTrainer.Train(options with { OutputFolder = Path.Combine(_folder, "again") }, emptied, SmallTexts.Lexicon, null, CancellationToken.None);
        CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(_folder, "open", "model.onnx")), File.ReadAllBytes(Path.Combine(_folder, "again", "model.onnx")));
        Assert.IsTrue(result.Scores.All(score => score.Test.StartsWith("GoEmotions", StringComparison.Ordinal)
            || score.Test.StartsWith("EmoBank", StringComparison.Ordinal) || score.Test.StartsWith("sense", StringComparison.Ordinal)));
        string card = File.ReadAllText(Path.Combine(_folder, "open", "README.md"));
        StringAssert.Contains(card, "--data-terms open", StringComparison.Ordinal);
        StringAssert.Contains(card, "stored as int8", StringComparison.Ordinal);
        Assert.IsFalse(card.Contains("research use", StringComparison.Ordinal));
        Assert.IsTrue(EncoderFolder.IsOfOpenData(Path.Combine(_folder, "open")));
    }

    [TestMethod]
    public void Train_FromAnEncoderOfOtherWidth_SaysWhatIsExpected()
    {
        Train("base");
        EncoderTrainingOptions options = Options("next", 1, false) with { InitFolder = Path.Combine(_folder, "base") };
        options = options with { Model = options.Model with { Width = 8 } };

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(
            () => EncoderTrainer.Train(options, SmallTexts.Sets, SmallTexts.Lexicon, null, CancellationToken.None));

        StringAssert.Contains(error.Message, "expected [", StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(Path.Combine(_folder, "next", "model.onnx")));
    }

    [TestMethod]
    public void Train_FromAFolderWithoutAnEncoder_SaysSo()
    {
        EncoderTrainingOptions options = Options("next", 1, false) with { InitFolder = _folder };

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(
            () => EncoderTrainer.Train(options, SmallTexts.Sets, SmallTexts.Lexicon, null, CancellationToken.None));

        StringAssert.Contains(error.Message, "does not hold an encoder to start from", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        EncoderTrainingOptions options = Options("a", 1, false) with { DataFolder = "/no/such/folder", Epochs = 0, ClipNorm = double.NaN, CheckInTexts = -1, NoisyShare = 2, Threads = 0 };

        string message = Assert.ThrowsExactly<MoodRecException>(options.Validate).Message;

        foreach (string name in new[] { "DataFolder", "Epochs is 0", "ClipNorm is NaN", "CheckInTexts is -1", "NoisyShare is 2", "Threads is 0" })
        {
            StringAssert.Contains(message, name, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void Evaluate_FolderWithoutAnEncoder_SaysWhatIsExpected()
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => EncoderEvaluation.Evaluate(_folder, SharedData.Path("data")));

        StringAssert.Contains(error.Message, "model.onnx", StringComparison.Ordinal);
    }

    private EncoderTrainingResult Train(
        string name, int seed = 1, bool resume = false, double epochs = 1, Action<EncoderTrainingProgress>? onStep = null, CancellationToken token = default) =>
        EncoderTrainer.Train(Options(name, seed, resume) with { Epochs = epochs }, SmallTexts.Sets, SmallTexts.Lexicon, new EachStep(onStep), token);

    private EncoderTrainingOptions Options(string name, int seed, bool resume) => new()
    {
        DataFolder = SharedData.Path("data"),
        OutputFolder = Path.Combine(_folder, name),
        Model = SmallTexts.Model,
        Epochs = 1,
        TokensPerBatch = 500,
        LearningRate = 0.01,
        CheckInTexts = 200,
        Seed = seed,
        Resume = resume,
    };
}
