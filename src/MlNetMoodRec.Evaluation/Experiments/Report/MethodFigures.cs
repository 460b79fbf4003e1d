namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>
/// A method's figures as the report prints them: means over seeds with their standard error or, of a single seed, its
/// own figure with the standard error over listeners, where there is one.
/// </summary>
internal sealed class MethodFigures
{
    private readonly MethodResult[] _runs;

    public MethodFigures(ExperimentResult result, MethodSummary summary)
    {
        Summary = summary;
        _runs = [.. result.Seeds.SelectMany(s => s.Methods).Where(m => m.Method == summary.Method)];
    }

    public MethodSummary Summary { get; }

    public string Method => Summary.Method;

    public MetricEstimate? HitRate => OrOwn(Summary.HitRate, r => r.Ranking?.Overall.HitRate);

    public MetricEstimate? Ndcg => OrOwn(Summary.Ndcg, r => r.Ranking?.Overall.Ndcg);

    public MetricEstimate? Mrr => OrOwn(Summary.Mrr, r => r.Ranking?.Overall.Mrr);

    public MetricEstimate? Satisfaction => OrOwn(Summary.Satisfaction, r => r.Policy?.Satisfaction);

    public MetricEstimate? Engagement => OrOwn(Summary.Engagement, r => r.Policy?.Engagement);

    public MetricEstimate? SongsPerSession => Mean(r => r.Policy?.SongsPerSession);

    public MetricEstimate? Diversity => Mean(r => r.Diversity);

    public MetricEstimate? Coverage => Mean(r => r.Ranking?.CatalogueCoverage);

    public MetricEstimate? TrainingSeconds => Mean(r => r.Cost?.TrainingSeconds);

    public MetricEstimate? ScoringSeconds => Mean(r => r.Cost?.ScoringSeconds);

    public MetricEstimate? RequestMs => Mean(r => r.Cost?.RequestMs);

    public MetricEstimate? RequestMs95 => Mean(r => r.Cost?.RequestMs95);

    public MetricEstimate? ModelBytes => Mean(r => r.Cost?.ModelBytes);

    /// <summary>Something of like or skip, as the mean over seeds.</summary>
    public MetricEstimate? Likes(Func<LikeMetrics, double> metric) => Mean(r => r.Likes is LikeMetrics likes ? metric(likes) : null);

    /// <summary>NDCG@10 of the events that share a property, by the slice's name.</summary>
    public MetricEstimate? Slice(string name)
    {
        RankingMetrics[] slices = [.. _runs.Select(r => Slice(r, name)).OfType<RankingMetrics>()];
        return slices.Length switch
        {
            0 => null,
            1 => slices[0].Ndcg,
            _ => MetricEstimate.Of([.. slices.Select(s => s.Ndcg.Mean)]),
        };
    }

    /// <summary>The confusion matrices of all seeds together: true positives, false negatives, false positives, true negatives.</summary>
    public int[]? Confusion()
    {
        LikeMetrics[] likes = [.. _runs.Select(r => r.Likes).OfType<LikeMetrics>()];
        return likes.Length == 0
            ? null
            : [likes.Sum(l => l.TruePositives), likes.Sum(l => l.FalseNegatives), likes.Sum(l => l.FalsePositives), likes.Sum(l => l.TrueNegatives)];
    }

    private static RankingMetrics? Slice(MethodResult run, string name) => run.Ranking?.Slices.FirstOrDefault(s => s.Name == name)?.Metrics;

    private MetricEstimate? OrOwn(MetricEstimate? overSeeds, Func<MethodResult, MetricEstimate?> own) =>
        overSeeds is { StandardError: null } && _runs is [MethodResult only] ? own(only) ?? overSeeds : overSeeds;

    private MetricEstimate? Mean(Func<MethodResult, double?> value)
    {
        double[] values = [.. _runs.Select(value).OfType<double>()];
        return values.Length == 0 ? null : MetricEstimate.Of(values);
    }
}
