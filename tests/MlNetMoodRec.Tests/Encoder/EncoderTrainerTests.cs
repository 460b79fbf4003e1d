using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class EncoderTrainerTests
{
    private static readonly Lazy<(IReadOnlyList<LabelledTextSet> Sets, VaderLexicon Lexicon)> Data = new(ReadSmall);

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
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        EncoderTrainingOptions options = Options("a", 1, false) with { DataFolder = "/no/such/folder", Epochs = 0, ClipNorm = double.NaN, Threads = 0 };

        string message = Assert.ThrowsExactly<MoodRecException>(options.Validate).Message;

        foreach (string name in new[] { "DataFolder", "Epochs is 0", "ClipNorm is NaN", "Threads is 0" })
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
        EncoderTrainer.Train(Options(name, seed, resume) with { Epochs = epochs }, Data.Value.Sets, Data.Value.Lexicon, new EachStep(onStep), token);

    private EncoderTrainingOptions Options(string name, int seed, bool resume) => new()
    {
        DataFolder = SharedData.Path("data"),
        OutputFolder = Path.Combine(_folder, name),
        Model = new DistilBertConfig { VocabularySize = 400, Width = 16, Heads = 2, FeedForwardWidth = 32, Layers = 1, MaxPositions = 32 },
        Epochs = 1,
        TokensPerBatch = 500,
        LearningRate = 0.01,
        Seed = seed,
        Resume = resume,
    };

    /// <summary>The first texts of every part of every set.</summary>
    private static (IReadOnlyList<LabelledTextSet> Sets, VaderLexicon Lexicon) ReadSmall()
    {
        string folder = SharedData.Path("data");
        return ([.. LabelledTextSets.Read(folder).Select(set => new LabelledTextSet(
            set.Name, [.. set.Train.Take(100)], [.. set.Dev.Take(30)], [.. set.Test.Take(30)]))], LabelledTextSets.Lexicon(folder));
    }

    /// <summary>Calls back on the training thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class EachStep(Action<EncoderTrainingProgress>? action) : IProgress<EncoderTrainingProgress>
    {
        public void Report(EncoderTrainingProgress value) => action?.Invoke(value);
    }
}
