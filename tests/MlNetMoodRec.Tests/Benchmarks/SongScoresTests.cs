using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Benchmarks;

[TestClass]
public class SongScoresTests
{
    [TestMethod]
    public void MidRank_OfSparseScores_IsThatOfTheSameScoresInFull()
    {
        var random = new Random(3);
        for (int round = 0; round < 500; round++)
        {
            SongScores sparse = SongScores.Sparse(30);
            for (int i = 0; i < random.Next(12); i++)
            {
                sparse.Add(random.Next(30), random.Next(3));
            }

            int target = random.Next(30);
            HashSet<int> excluded = [.. Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(30)).Where(s => s != target)];
            Assert.AreEqual(RankMetrics.MidRank(sparse.Values, target, excluded), sparse.MidRank(target, excluded));
        }
    }

    [TestMethod]
    public void Clear_AfterScores_LeavesZeroes()
    {
        SongScores scores = SongScores.Sparse(4);
        scores.Add(2, 5);
        scores.Clear();
        Assert.AreEqual(2.5, scores.MidRank(2, new HashSet<int>()));
        Assert.IsEmpty(scores.Touched);
    }

    [TestMethod]
    public void MidRank_AmongCandidates_CountsThemAlone()
    {
        SongScores scores = SongScores.Dense([9, 1, 3, 3, 5], 0, 5);

        // One is better, one is equal: the second and third places are shared.
        Assert.AreEqual(2.5, scores.MidRank(2, [1, 3, 4]));
    }

    [TestMethod]
    public void Top_OfSparseScores_IsBestFirstWithoutTheExcluded()
    {
        SongScores scores = SongScores.Sparse(6);
        foreach ((int song, float score) in new[] { (5, 2f), (1, 4f), (3, 2f), (4, 9f) })
        {
            scores.Add(song, score);
        }

        var best = new int[2];
        Assert.AreEqual(2, scores.Top(new HashSet<int> { 4 }, best));
        CollectionAssert.AreEqual(new[] { 1, 3 }, best);
    }
}
