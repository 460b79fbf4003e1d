using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Experiments;

/// <summary>A fixture: the result of an experiment that never ran, with invented figures of plausible size.</summary>
internal static class SampleExperiment
{
    private const double OracleNdcg = 0.262;

    private sealed record Invented(string Method, double Ndcg, double Accuracy, double Auc, double Satisfaction, double Engagement, double TrainingSeconds, double RequestMs);

    private static readonly Invented[] Methods =
    [
        new("popularity", 0.031, 0.731, 0.584, 0.284, 3.02, 0.04, 0.21),
        new("content", 0.058, 0.739, 0.631, 0.301, 3.18, 0.9, 0.34),
        new("als", 0.108, 0.744, 0.652, 0.318, 3.31, 3.4, 0.29),
        new("lstm", 0.188, 0.758, 0.699, 0.342, 3.55, 66.2, 0.78),
        new("mood-lstm", 0.203, 0.771, 0.731, 0.371, 3.84, 71.9, 1.26),
        new("logging policy", 0, 0, 0, 0.270, 2.87, 0, 0),
        new("oracle", OracleNdcg, 0.793, 0.784, 0.452, 4.41, 0, 0),
    ];

    /// <param name="seeds">How many seeds.</param>
    /// <param name="lift">Whether there is a lift curve.</param>
    /// <param name="rename">Gives the methods other names.</param>
    public static ExperimentResult Create(int seeds = 5, bool lift = true, Func<string, string>? rename = null)
    {
        rename ??= name => name;
        SeedResult[] results = [.. Enumerable.Range(1, seeds).Select(seed => Seed(seed, rename))];
        return new ExperimentResult
        {
            Protocol = new ExperimentProtocol
            {
                Preset = "default",
                Seeds = [.. results.Select(r => r.Seed)],
                Simulation = new SimulationOptions(),
                Lstm = new MoodLstmOptions(),
                Als = new AlsOptions(),
                Split = "time 70/20/10",
                PolicyListeners = 400,
                PolicySessions = 5,
                SlateSize = 5,
                EncoderHash = "sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
                Machine = "an invented processor, 2 cores, Debian 12, .NET 10",
                Version = "1.0.0",
            },
            Methods = [.. Methods.Select((m, i) => Summary(m, i, results, rename))],
            Seeds = results,
            Lift = lift ? Lift() : null,
            PeakMemoryBytes = 1_870_000_000,
            Seconds = 331.4 * seeds,
            ProcessorSeconds = 512.7 * seeds,
        };
    }

    private static MethodSummary Summary(Invented m, int index, SeedResult[] seeds, Func<string, string> rename)
    {
        bool ranked = m.Ndcg > 0;
        bool compared = ranked && m.Method != ExperimentResult.Proposed;
        MetricEstimate Over(double mean, double error) => new(mean, seeds.Length > 1 ? error : null);
        return new MethodSummary
        {
            Method = rename(m.Method),
            HitRate = ranked ? Over(1.8 * m.Ndcg, 0.0031) : null,
            Ndcg = ranked ? Over(m.Ndcg, 0.0017) : null,
            Mrr = ranked ? Over(0.8 * m.Ndcg, 0.0015) : null,
            NdcgAtSessionStarts = ranked ? Over(0.9 * m.Ndcg, 0.0025) : null,
            ShareOfOracle = ranked ? Over(m.Ndcg / OracleNdcg, 0.004) : null,
            Accuracy = ranked ? Over(m.Accuracy, 0.0021) : null,
            Auc = ranked ? Over(m.Auc, 0.003) : null,
            Satisfaction = Over(m.Satisfaction, 0.0042),
            Engagement = Over(m.Engagement, 0.031),
            EngagementIncrease = Over((m.Engagement / 2.87) - 1, 0.011),
            Proposed = compared ? Difference(0.203 - m.Ndcg, 0.0018, "mood-lstm", rename(m.Method), 2_029 * seeds.Length, index == 0 ? 0 : 1e-7) : null,
        };
    }

    private static SeedResult Seed(int seed, Func<string, string> rename) => new()
    {
        Seed = seed,
        Log = new LogSummary(180_000, 4_000, 5_000, 0.2998, 0.963, 0.2714),
        Methods = [.. Methods.Select(m => Method(m, seed, rename))],
        MoodReading =
        [
            new("all", 54_012, 0.55, 0.31), new("Plain", 15_200, 0.78, 0.45), new("Negated", 7_100, 0.41, 0.22), new("Emoji", 6_300, 0.62, 0.35),
            new("NoMood", 8_900, 0.02, -0.01), new("Misleading", 3, -0.28, 0.05),
        ],
        Seconds = 301.5,
    };

    private static MethodResult Method(Invented m, int seed, Func<string, string> rename)
    {
        bool ranked = m.Ndcg > 0;
        bool trained = m.TrainingSeconds > 0;
        return new MethodResult
        {
            Method = rename(m.Method),
            Ranking = ranked ? Ranking(m with { Ndcg = m.Ndcg + (0.001 * seed) }, seed, rename) : null,
            Likes = ranked ? Likes(m with { Auc = m.Auc + (0.002 * seed) }) : null,
            Diversity = ranked ? 0.41 + (0.01 * seed) : null,
            Policy = Policy(m),
            Cost = trained
                ? new MethodCost { TrainingSeconds = m.TrainingSeconds, ScoringSeconds = 0.4 + m.RequestMs, RequestMs = m.RequestMs, RequestMs95 = 1.3 * m.RequestMs, ModelBytes = 9_400_000 }
                : null,
            Epochs = m.Method.EndsWith("lstm", StringComparison.Ordinal)
                ? [.. Enumerable.Range(0, 5).Select(e => new TrainingEpoch(7.9 - (0.5 * Math.Sqrt(e)) - m.Ndcg, 7.6 - (0.4 * Math.Sqrt(e)) + (0.03 * e * e) - m.Ndcg, 0.1))]
                : [],
        };
    }

    private static EvaluationResult Ranking(Invented m, int seed, Func<string, string> rename) => new()
    {
        Method = rename(m.Method),
        Protocol = new Protocol { Split = "time 70/20/10", Rows = 18_000, Users = 2_029, Songs = 5_000, Seed = seed },
        Overall = Metrics(m.Ndcg, 18_000),
        Slices =
        [
            new("with a mood text", Metrics(1.02 * m.Ndcg, 5_400)), new("without a mood text", Metrics(0.99 * m.Ndcg, 12_600)),
            new("session start", Metrics(0.8 * m.Ndcg, 4_100)), new("session start with text", Metrics(0.85 * m.Ndcg, 2_600)),
        ],
        UnknownTargets = 12,
        RepeatedTargets = 3_000,
        SongsRecommended = 3_000,
        CatalogueCoverage = 0.6 + (0.01 * seed),
    };

    private static RankingMetrics Metrics(double ndcg, int rows) => new()
    {
        Rows = rows,
        Users = 2_029,
        HitRate = new(1.8 * ndcg, 0.0061),
        Ndcg = new(ndcg, 0.0037),
        Mrr = new(0.8 * ndcg, 0.0033),
        HitRateOverRows = 1.8 * ndcg,
        NdcgOverRows = ndcg,
        MrrOverRows = 0.8 * ndcg,
    };

    private static LikeMetrics Likes(Invented m) => new()
    {
        TruePositives = (int)(4_886 * (m.Auc - 0.4)),
        FalseNegatives = 4_886 - (int)(4_886 * (m.Auc - 0.4)),
        FalsePositives = (int)(13_114 * (0.9 - m.Auc) * 0.3),
        TrueNegatives = 13_114 - (int)(13_114 * (0.9 - m.Auc) * 0.3),
        Auc = m.Auc,
        Brier = 0.9 - m.Accuracy,
        CalibrationError = 0.1 * (0.9 - m.Auc),
        Calibration = [.. Enumerable.Range(0, 8).Select(b => new CalibrationBin(2_250, 0.05 + (0.1 * b), Math.Clamp(0.05 + (0.1 * b) + ((0.3 - (0.1 * b)) * (0.9 - m.Auc)), 0, 1)))],
    };

    private static PolicyMetrics Policy(Invented m) => new()
    {
        Sessions = 2_000,
        Songs = 16_000,
        Satisfaction = new(m.Satisfaction, 0.0071),
        Engagement = new(m.Engagement, 0.042),
        EngagementIncrease = (m.Engagement / 2.87) - 1,
        SongsPerSession = 2 * m.Engagement,
        Curve = [.. Enumerable.Range(1, 120).Select(i => new SatisfactionPoint(
            133 * i, m.Satisfaction + (0.05 * Math.Sin(7.3 * i)), m.Satisfaction + (0.05 * Math.Sin(i) / Math.Sqrt(i))))],
    };

    private static LiftCurve Lift() => new(
        new LogSummary(60_000, 1_500, 2_000, 0.3, 0.97, 0.27), 3,
        [
            .. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(strength => new LiftPoint
            {
                MoodStrength = strength,
                Difference = Difference(0.015 * strength * strength, 0.0019, "mood-lstm", "lstm", 2_300, strength == 0 ? 0.83 : 0.0004),
                AtSessionStarts = Difference(0.034 * strength * strength, 0.0044, "mood-lstm", "lstm", 1_900, strength == 0 ? 0.71 : 0.0007),
                Lstm = 0.19,
                MoodLstm = 0.19 + (0.015 * strength * strength),
                Oracle = 0.25,
            }),
        ]);

    private static PairedDifference Difference(double mean, double error, string method, string baseline, int users, double p) => new()
    {
        Metric = RankingMetric.Ndcg,
        Method = method,
        Baseline = baseline,
        Users = users,
        Mean = mean,
        Low = mean - (1.96 * error),
        High = mean + (1.96 * error),
        BootstrapP = Math.Max(p, 0.0002),
        TTestP = p,
    };
}
