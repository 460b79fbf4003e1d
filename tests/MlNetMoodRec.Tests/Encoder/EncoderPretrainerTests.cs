using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class EncoderPretrainerTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pretrained").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Pretrain_SmallNetwork_LearnsToGuessAndCanBeStartedFrom()
    {
        string[] texts = [.. Enumerable.Range(0, 120).Select(i => (i % 3) switch
        {
            0 => "the red cat sleeps all day",
            1 => "a blue dog barks at night",
            _ => "my green bird sings in spring",
        })];
        var losses = new List<double>();

        EncoderPretrainingResult result = EncoderPretrainer.Pretrain(Options("pretrained", 60), texts, [], new EachStep(p => losses.Add(p.Loss)), CancellationToken.None);

        // By their frequency alone the 18 words cost ln 18 = 2.9 nats each; whoever reads the others knows each of them.
        Assert.IsLessThan(1.5, result.Loss, $"from {losses[0]}");
        Assert.HasCount(result.Steps, losses);
        Assert.IsFalse(Directory.Exists(Path.Combine(_folder, "pretrained", "checkpoint")));

        var options = new EncoderTrainingOptions
        {
            DataFolder = SharedData.Path("data"),
            OutputFolder = Path.Combine(_folder, "trained"),
            InitFolder = Path.Combine(_folder, "pretrained"),
            Model = SmallTexts.Model,
            Epochs = 1,
            TokensPerBatch = 500,
            CheckInTexts = 200,
        };
        EncoderTrainer.Train(options, SmallTexts.Sets, SmallTexts.Lexicon, null, CancellationToken.None);
        string card = File.ReadAllText(Path.Combine(_folder, "trained", "README.md"));
        StringAssert.Contains(card, "> " + "    moodrec encoder pretrain", StringComparison.Ordinal);
        StringAssert.Contains(card, "masked-language modelling", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Pretrain_CancelledAndResumed_GivesTheSameEncoderAsInOneGo()
    {
        Pretrain("whole");
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => Pretrain(
            "parts", onStep: p => { if (p.Step == 5) { cancellation.Cancel(); } }, token: cancellation.Token));

        int first = 0;
        Pretrain("parts", resume: true, onStep: p => first = first == 0 ? p.Step : first);

        Assert.AreEqual(6, first);
        CollectionAssert.AreEqual(
            File.ReadAllBytes(Path.Combine(_folder, "whole", "model.onnx")), File.ReadAllBytes(Path.Combine(_folder, "parts", "model.onnx")));
    }

    [TestMethod]
    public void Evaluate_APretrainedEncoder_SaysThatItCannotBeEvaluated()
    {
        Pretrain("pretrained");

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(
            () => EncoderEvaluation.Evaluate(Path.Combine(_folder, "pretrained"), SharedData.Path("data")));

        StringAssert.Contains(error.Message, "goemotions_thresholds is missing", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        EncoderPretrainingOptions options = Options("a", 1) with { TokenMasking = 1, TokensPerBatch = 10, TextFiles = ["no-such-file.csv"], Threads = 0 };

        string message = Assert.ThrowsExactly<MoodRecException>(options.Validate).Message;

        foreach (string name in new[] { "TokenMasking is 1", "TokensPerBatch is 10", "no-such-file.csv", "Threads is 0" })
        {
            StringAssert.Contains(message, name, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void Pieces_LongText_IsCutAfterSentencesAndLosesNoWord()
    {
        string sentence = string.Join(' ', Enumerable.Repeat("word", 20)) + ".";
        string[] pieces = [.. UnlabelledTexts.Pieces($"Short one! {sentence} {sentence} {sentence}\nThe end")];

        CollectionAssert.AreEqual(new[] { $"Short one! {sentence} {sentence}", $"{sentence} The end" }, pieces);
    }

    [TestMethod]
    public void Pieces_NothingToRead_AreNone() => Assert.IsEmpty(UnlabelledTexts.Pieces(" \n ").ToArray());

    private EncoderPretrainingResult Pretrain(
        string name, double epochs = 1, bool resume = false, Action<EncoderTrainingProgress>? onStep = null, CancellationToken token = default)
    {
        string[] texts = [.. SmallTexts.Sets.SelectMany(set => set.Train).Select(text => text.Text)];
        return EncoderPretrainer.Pretrain(Options(name, epochs) with { Resume = resume }, texts, ["a text more"], new EachStep(onStep), token);
    }

    private EncoderPretrainingOptions Options(string name, double epochs) => new()
    {
        DataFolder = SharedData.Path("data"),
        OutputFolder = Path.Combine(_folder, name),
        Model = SmallTexts.Model,
        Epochs = epochs,
        TokensPerBatch = 500,
        LearningRate = 0.01,
    };
}
