namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Puts the seeds of an experiment together.</summary>
internal static class ExperimentSummaries
{
    /// <summary>Each method over all seeds.</summary>
    /// <param name="seeds">The records of each seed, in the same order of methods.</param>
    public static IReadOnlyList<MethodSummary> Methods(IReadOnlyList<IReadOnlyList<MethodRecord>> seeds) =>
        [.. seeds[0].Select((first, place) => Summarise(first.Result.Method, seeds, place))];

    /// <summary>One point of the lift curve.</summary>
    public static LiftPoint Lift(double strength, IReadOnlyList<LiftRun> runs) => new()
    {
        MoodStrength = strength,
        Difference = PairedComparison.Compare([.. runs.Select(r => (r.MoodLstm.Ranking()!, r.Lstm.Ranking()!))], RankingMetric.Ndcg),
        AtSessionStarts = PairedComparison.Compare(
            [.. runs.Select(r => (r.MoodLstm.Ranking(MethodRecord.OpensSessionWithText)!, r.Lstm.Ranking(MethodRecord.OpensSessionWithText)!))],
            RankingMetric.Ndcg),
        Lstm = runs.Average(r => r.Lstm.Result.Ranking!.Overall.Ndcg.Mean),
        MoodLstm = runs.Average(r => r.MoodLstm.Result.Ranking!.Overall.Ndcg.Mean),
        Oracle = runs.Average(r => r.Oracle.Result.Ranking!.Overall.Ndcg.Mean),
    };

    private static MethodSummary Summarise(string method, IReadOnlyList<IReadOnlyList<MethodRecord>> seeds, int place)
    {
        MetricEstimate? Over(Func<MethodResult, double?> value)
        {
            double?[] values = [.. seeds.Select(s => value(s[place].Result))];
            return values.Any(v => v is null) ? null : MetricEstimate.Of([.. values.Select(v => v!.Value)]);
        }

        double[] shares = [.. seeds
            .Select(s => (Method: s[place].Result.Ranking?.Overall.Ndcg.Mean, Oracle: s.First(r => r.Result.Method == ExperimentMethods.Oracle).Result.Ranking!.Overall.Ndcg.Mean))
            .Where(s => s.Method is not null)
            .Select(s => s.Method!.Value / s.Oracle)];
        return new MethodSummary
        {
            Method = method,
            HitRate = Over(r => r.Ranking?.Overall.HitRate.Mean),
            Ndcg = Over(r => r.Ranking?.Overall.Ndcg.Mean),
            Mrr = Over(r => r.Ranking?.Overall.Mrr.Mean),
            NdcgAtSessionStarts = Over(r => r.Ranking?.Slices.FirstOrDefault(s => s.Name == EvaluationResultBuilder.SessionStartWithText)?.Metrics.Ndcg.Mean),
            ShareOfOracle = shares.Length == seeds.Count ? MetricEstimate.Of(shares) : null,
            Accuracy = Over(r => r.Likes?.Accuracy),
            Auc = Over(r => r.Likes?.Auc),
            Satisfaction = Over(r => r.Policy?.Satisfaction.Mean),
            Engagement = Over(r => r.Policy?.Engagement.Mean),
            EngagementIncrease = Over(r => r.Policy?.EngagementIncrease),
            Proposed = method == ExperimentResult.Proposed || shares.Length == 0 ? null : PairedComparison.Compare(
                [.. seeds.Select(s => (s.First(r => r.Result.Method == ExperimentResult.Proposed).Ranking()!, s[place].Ranking()!))],
                RankingMetric.Ndcg),
        };
    }
}
