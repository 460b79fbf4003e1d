using Microsoft.ML;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Benchmarks;

namespace MlNetMoodRec.Tests.Benchmarks;

/// <summary>Simple methods on the whole data set come out where another program had them: this checks reader, methods and evaluator.</summary>
[TestClass]
public class NowPlayingCheckTests
{
    [TestMethod]
    [TestCategory("Slow")]
    public void SimpleMethods_OnAllPrefixes_ReachTheKnownValues()
    {
        string folder = SharedData.Path("data/nowplaying-sessions");
        RankingData data = NowPlayingSessions.Load(
            new MLContext(1),
            Path.Combine(folder, "train_sessions.txt.gz"),
            Path.Combine(folder, "test_prefix_target.tsv.gz"),
            fraction: 100,
            CancellationToken.None);
        var fit = new BenchmarkFit(data.TrainAndValidation, [], 1);
        Assert.HasCount(89_824, data.TestRows);

        AssertReached(new PopularityMethod(1), .0180, .0060);

        // Known with its many equal scores in order of appearance and filled up by popularity: .1349 and .0725.
        AssertReached(new SequentialRulesMethod(1, 1, 1, 0, 0), .1312, .0688);
        AssertReached(new SequentialRulesMethod(10, 5, 0.6, 0.5, 0), .1968, .0875);

        void AssertReached(INextSongMethod method, double hitRate, double mrr)
        {
            method.Fit(fit, CancellationToken.None);
            EvaluationResult result = RankingEvaluator.Evaluate(
                "method", method.SongIds, method.Score, data.TestRows, null, data.Protocol, 2, null, null, CancellationToken.None);

            // Songs of equal score share the middle of their ranks here, and had some order there: 0.001 covers it.
            Assert.AreEqual(hitRate, result.Overall.HitRateOverRows, 0.001, $"P@20 of {method.Options}");
            Assert.AreEqual(mrr, result.Overall.MrrOverRows, 0.001, $"MRR@20 of {method.Options}");
        }
    }
}
