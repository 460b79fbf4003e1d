using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

/// <summary>The encoder in models/, as it is shipped.</summary>
[TestClass]
public sealed class ShippedEncoderTests
{
    private static readonly string ModelFolder = Repository.Path("models", "mood-encoder");

    /// <summary>Sentences of our own, and the sign of the valence that a person would read in them.</summary>
    private static readonly (string Text, int Sign)[] Sentences =
    [
        ("feeling great", 1), ("I'm so happy today", 1), ("best day ever!", 1), ("had a lovely walk in the sun", 1),
        ("so excited for the weekend", 1), ("thank you so much, you made my day", 1), ("i feel calm and relaxed", 1),
        ("I'm not happy", -1), ("i am so sad today", -1), ("can't sleep, everything hurts", -1), ("I hate this", -1),
        ("i miss her so much", -1), ("stressed about my exams", -1), ("I'm bored and lonely", -1), ("my dog died", -1),
    ];

    [TestMethod]
    public void Valence_PlainSentences_HasTheRightSignMostly()
    {
        using MoodEncoder encoder = Open();
        IReadOnlyList<MoodReading> readings = encoder.Read([.. Sentences.Select(sentence => sentence.Text)]);

        string[] wrong = [.. Sentences.Zip(readings).Where(pair => pair.First.Sign * pair.Second.Valence <= 0).Select(pair => pair.First.Text)];

        Assert.IsLessThanOrEqualTo(0.2 * Sentences.Length, wrong.Length, string.Join("; ", wrong));
    }

    [TestMethod]
    public void Valence_PlainSentences_UsesTheScale()
    {
        using MoodEncoder encoder = Open();

        Assert.IsGreaterThan(0.5f, encoder.Read("feeling great").Valence);
        Assert.IsLessThan(-0.5f, encoder.Read("i am so sad today").Valence);
        Assert.IsLessThan(0, encoder.Read("I'm not happy").Valence);
    }

    [TestMethod]
    public void Emotion_PlainSentences_IsTheOneNamed()
    {
        using MoodEncoder encoder = Open();
        string[] texts = ["i am so happy", "i feel sad and alone", "i am furious about this", "i am scared of the dark", ""];

        string[] emotions = [.. encoder.Read(texts).Select(reading => reading.Emotion)];

        CollectionAssert.AreEqual(new[] { "joy", "sadness", "anger", "fear", "neutral" }, emotions);
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Evaluate_TestParts_MeetsTheFloors()
    {
        IReadOnlyList<EncoderScore> scores = EncoderEvaluation.Evaluate(ModelFolder, SharedData.Path("data"));

        Assert.AreEqual(4, scores.Count(score => score.Floor is not null));
        foreach (EncoderScore score in scores.Where(score => score.Floor is not null))
        {
            Assert.IsGreaterThanOrEqualTo(score.Floor!.Value, score.Value, score.Test);
        }

        foreach (EncoderScore score in scores.Where(score => score.Lexicon is not null))
        {
            Assert.IsGreaterThan(score.Lexicon!.Value, score.Value, score.Test);
        }
    }

    [TestMethod]
    public void Folder_OfTheShippedEncoder_IsSmall() =>
        Assert.IsLessThanOrEqualTo(16_000_000, new DirectoryInfo(ModelFolder).EnumerateFiles().Sum(file => file.Length));

    private static MoodEncoder Open() => MoodEncoder.Load(ModelFolder, threads: 1);
}
