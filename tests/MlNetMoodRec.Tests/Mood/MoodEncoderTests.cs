using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Tests.Mood;

[TestClass]
public sealed class MoodEncoderTests
{
    private static readonly string[] Texts =
        [.. Enumerable.Range(0, 300).Select(i => string.Join(' ', Enumerable.Range(0, i % 23).Select(j => SyntheticEncoder.Vocabulary[5 + ((i + (j * j)) % 10)])))];

    [TestMethod]
    public void Read_Batched_EqualsOneByOne()
    {
        using var synthetic = new SyntheticEncoder();
        using MoodEncoder encoder = MoodEncoder.Load(synthetic.Folder);

        IReadOnlyList<MoodReading> batched = encoder.Read(Texts);

        Assert.HasCount(Texts.Length, batched);
        for (int i = 0; i < Texts.Length; i++)
        {
            MoodReading single = encoder.Read(Texts[i]);
            Assert.AreEqual(single.HasText, batched[i].HasText);
            Assert.AreEqual(single.Valence, batched[i].Valence, 1e-5f);
            Assert.AreEqual(single.Arousal, batched[i].Arousal, 1e-5f);
            Assert.AreEqual(single.Emotion, batched[i].Emotion);
            Assert.AreEqual(1, batched[i].EmotionProbabilities.Sum(), 1e-5f);
            Assert.AreEqual(batched[i].EmotionProbabilities.Max(), batched[i].EmotionProbabilities[Emotions.Names.ToList().IndexOf(single.Emotion)]);
            Assert.IsLessThanOrEqualTo(1e-5f, single.SentimentEmbedding.Zip(batched[i].SentimentEmbedding, (a, b) => Math.Abs(a - b)).Max());
        }
    }

    [TestMethod]
    public void Read_TwiceAndOnSeveralThreads_SameBits()
    {
        using var synthetic = new SyntheticEncoder();
        using MoodEncoder one = MoodEncoder.Load(synthetic.Folder, threads: 1);
        using MoodEncoder four = MoodEncoder.Load(synthetic.Folder, threads: 4);

        IReadOnlyList<MoodReading> expected = one.Read(Texts);
        IReadOnlyList<MoodReading>[] others = [four.Read(Texts), .. Enumerable.Range(0, 4).AsParallel().Select(_ => four.Read(Texts))];

        foreach (IReadOnlyList<MoodReading> readings in others)
        {
            for (int i = 0; i < Texts.Length; i++)
            {
                CollectionAssert.AreEqual(expected[i].SentimentEmbedding, readings[i].SentimentEmbedding);
                Assert.AreEqual(expected[i].Valence, readings[i].Valence);
            }
        }
    }

    [TestMethod]
    public void Read_NothingToRead_IsNeutral()
    {
        using var synthetic = new SyntheticEncoder();
        using MoodEncoder encoder = MoodEncoder.Load(synthetic.Folder);

        foreach (MoodReading reading in encoder.Read(["", null, " \n", "\0"]))
        {
            Assert.IsFalse(reading.HasText);
            Assert.AreEqual(0, reading.Valence);
            Assert.AreEqual(0, reading.Arousal);
            Assert.AreEqual("neutral", reading.Emotion);
            Assert.AreEqual(1, reading.EmotionProbabilities[^1], 1e-5f);
            Assert.IsTrue(reading.SentimentEmbedding.All(v => v == 0));
        }

        Assert.IsEmpty(encoder.Read([]));
    }

    [TestMethod]
    public void Read_EmojiLineBreaksAndLongText_AreRead()
    {
        using var synthetic = new SyntheticEncoder(maxLength: 16);
        using MoodEncoder encoder = MoodEncoder.Load(synthetic.Folder);

        IReadOnlyList<MoodReading> readings = encoder.Read(["😂", "so\nsad", "so sad", new string('!', 10_000), new string('!', 14)]);

        Assert.IsTrue(readings.All(r => r.HasText && float.IsFinite(r.Valence)));
        CollectionAssert.AreEqual(readings[1].SentimentEmbedding, readings[2].SentimentEmbedding);
        Assert.AreEqual(readings[3].Valence, readings[4].Valence, 1e-5f, "cut to 16 tokens");
    }

    [TestMethod]
    public void Compute_OtherOutput_GivesItsNumbers()
    {
        using var synthetic = new SyntheticEncoder();
        using MoodEncoder encoder = MoodEncoder.Load(synthetic.Folder);

        IReadOnlyDictionary<string, float[][]> outputs = encoder.Compute(Texts, ["logits", MoodColumns.Valence]);

        IReadOnlyList<MoodReading> readings = encoder.Read(Texts);
        Assert.Contains("logits", encoder.OutputNames);
        for (int i = 0; i < Texts.Length; i++)
        {
            Assert.HasCount(7, outputs["logits"][i]);
            Assert.AreEqual(readings[i].Valence, outputs[MoodColumns.Valence][i][0], 1e-6f);
            if (readings[i].HasText)
            {
                Assert.AreEqual(readings[i].Emotion, Emotions.Names[Array.IndexOf(outputs["logits"][i], outputs["logits"][i].Max())]);
            }
        }

        Assert.Contains("no float output 'polarity'", Assert.ThrowsExactly<MoodRecException>(() => encoder.Compute(Texts, ["polarity"])).Message);
        Assert.Contains("no float output 'Emotion'", Assert.ThrowsExactly<MoodRecException>(() => encoder.Compute(Texts, ["Emotion"])).Message);
    }

    [TestMethod]
    public void Read_ProgressAndCancellation_AreHonoured()
    {
        using var synthetic = new SyntheticEncoder();
        using MoodEncoder encoder = MoodEncoder.Load(synthetic.Folder, threads: 1);
        var reported = new List<double>();
        using var cancellation = new CancellationTokenSource();

        encoder.Read(Texts, new Immediate(reported.Add), cancellation.Token);
        CollectionAssert.AreEqual(reported.Order().ToArray(), reported.ToArray());
        Assert.AreEqual(1, reported[^1]);

        Assert.ThrowsExactly<OperationCanceledException>(() => encoder.Read(Texts, new Immediate(_ => cancellation.Cancel()), cancellation.Token));
    }

    private sealed class Immediate(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
