using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Scoring;
using MlNetMoodRec.Tests.Data;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Scoring;

/// <summary>Batches give what the zip gives one by one.</summary>
[TestClass]
public sealed class BatchScorerTests
{
    [TestMethod]
    public void Recommend_ManyListeners_GivesWhatTheModelGivesEach()
    {
        using var folder = new DataFolder();
        string zip = ScoringModel.WriteTo(Path.GetDirectoryName(folder.Name("x"))!);
        ListenerContext[] listeners = [.. ScoringModel.Listeners(300), new(), new() { Text = " \n" }, new() { RecentSongIds = ["", "s1"], RecentFeedback = [0.5f] }];

        AssertSame(zip, listeners);
    }

    [TestMethod]
    public void Recommend_ModelThatReadsNoTexts_GivesWhatTheModelGivesEach()
    {
        using var folder = new DataFolder();
        var context = new MLContext(1);
        Song[] catalogue = [.. Enumerable.Range(0, 40).Select(i => new Song { Id = $"s{i}", Title = $"Song {i}" })];
        IDataView rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new ListenerEvent { UserId = $"u{i % 20}", SongId = $"s{i * 7 % 40}", Time = DateTime.UnixEpoch.AddHours(i) }));
        RecommenderTransformer model = context.MoodRec().Trainers.Als(new AlsOptions { Factors = 4, Iterations = 2, Threads = 1 }, catalogue).Fit(rows);
        MoodRecModel.Save(context, model, rows.Schema, new ModelManifest { Method = "als" }, catalogue, folder.Name("als.zip"));

        AssertSame(folder.Name("als.zip"), ScoringModel.Listeners(100));
    }

    [TestMethod]
    public void Recommend_AnyNumberOfThreads_GivesTheSameBits()
    {
        using var folder = new DataFolder();
        string zip = ScoringModel.WriteTo(Path.GetDirectoryName(folder.Name("x"))!);
        ListenerContext[] listeners = ScoringModel.Listeners(300);
        using BatchScorer one = BatchScorer.Load(zip, threads: 1);
        using BatchScorer four = BatchScorer.Load(zip, threads: 4);

        foreach ((SongRecommendations first, SongRecommendations second) in one.Recommend(listeners).Zip(four.Recommend(listeners)))
        {
            CollectionAssert.AreEqual(first.Scores, second.Scores);
        }
    }

    [TestMethod]
    public void Batches_LongHistoriesAndExclusions_KeepABatchSmall()
    {
        using var folder = new DataFolder();
        using BatchScorer scorer = BatchScorer.Load(ScoringModel.WriteTo(Path.GetDirectoryName(folder.Name("x"))!));
        ListenerContext[] listeners =
        [
            .. ScoringModel.Listeners(200),
            .. Enumerable.Range(0, 9).Select(_ => new ListenerContext { RecentSongIds = [.. Enumerable.Repeat("s1", 4000)] }),
            new ListenerContext { ExcludedSongIds = [.. Enumerable.Repeat("s1", 100_000)] },
        ];

        List<int[]> batches = scorer.Recommender.Batches(listeners);

        CollectionAssert.AreEquivalent(Enumerable.Range(0, listeners.Length).ToArray(), batches.SelectMany(b => b).ToArray());
        foreach (int[] batch in batches.Where(b => b.Length > 1))
        {
            int widest = batch.Max(row => Math.Max(listeners[row].RecentSongIds.Length, listeners[row].ExcludedSongIds.Length));
            Assert.IsLessThanOrEqualTo(64 * 256, widest * batch.Length);
        }
    }

    private static void AssertSame(string zip, ListenerContext[] listeners)
    {
        using MoodRecModel model = MoodRecModel.Load(zip);
        using BatchScorer scorer = BatchScorer.Load(zip);

        SongRecommendations[] batched = scorer.Recommend(listeners);

        for (int i = 0; i < listeners.Length; i++)
        {
            AnswerAssert.AreSame(model.Recommend(listeners[i]), batched[i], $"listener {i}");
        }
    }
}
