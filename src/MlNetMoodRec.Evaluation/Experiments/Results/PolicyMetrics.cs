namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What came of letting a method recommend on held-out sessions of the simulated platform.</summary>
public sealed record PolicyMetrics
{
    /// <summary>How many sessions were held, the same ones for every method.</summary>
    public required int Sessions { get; init; }

    /// <summary>The number of songs that listeners took.</summary>
    public required int Songs { get; init; }

    /// <summary>The share of positive responses, a mean over listeners with its standard error.</summary>
    public required MetricEstimate Satisfaction { get; init; }

    /// <summary>The songs' worth of listening in a session, a mean over listeners with its standard error.</summary>
    public required MetricEstimate Engagement { get; init; }

    /// <summary>(E - E of the logging policy) / E of the logging policy.</summary>
    public required double EngagementIncrease { get; init; }

    /// <summary>The mean number of songs in a session.</summary>
    public required double SongsPerSession { get; init; }

    /// <summary>Satisfaction as the sessions went on: at most some two hundred points.</summary>
    public required IReadOnlyList<SatisfactionPoint> Curve { get; init; }
}
