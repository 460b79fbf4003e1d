using Microsoft.ML.OnnxRuntime;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Onnx;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class OnnxPartTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Of_CatalogueScores_ScoresAsTheWholeWithFewerNodes(bool useMood)
    {
        EncodedEvent[] rows = [.. Enumerable.Range(0, 30).SelectMany(user => Events.Of($"u{user}", "a", "b", $"s{user % 7}", "a"))];
        MoodLstmOptions options = new() { UseMood = useMood, Units = 4, SongDimension = 4, Epochs = 1, Successors = 3, Repeats = true };
        using RecommenderTransformer model = Events.Context.MoodRec().Trainers.MoodLstm(options).Fit(Events.View(rows));
        ListenerContext[] asked = [new(), new() { RecentSongIds = ["a", "b"] }, new() { RecentSongIds = ["s3"] }];
        float[]?[] embeddings = [null, null, useMood ? Events.Embedding(3) : null];

        byte[] part = OnnxPart.Of(model.Onnx, RecommenderColumns.CatalogueScores);

        using var whole = new RecommenderSession(model.Onnx);
        using var scoring = new RecommenderSession(part);
        CollectionAssert.AreEqual(whole.SongIds.ToArray(), scoring.SongIds.ToArray());
        CollectionAssert.AreEqual(whole.Score(asked, embeddings), scoring.Score(asked, embeddings));
        using var session = new InferenceSession(part);
        CollectionAssert.AreEqual((string[])[RecommenderColumns.CatalogueScores], session.OutputMetadata.Keys.ToArray());
        Assert.IsFalse(session.InputMetadata.ContainsKey(RecommenderColumns.TopN));
        Assert.IsLessThan(model.Onnx.Length, part.Length);
    }
}
