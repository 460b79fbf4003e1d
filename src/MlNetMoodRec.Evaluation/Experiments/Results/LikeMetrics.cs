namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>
/// How well a method tells good responses (likes) from bad ones (skips) on the test events, the song that was played
/// being given. A like is predicted where its probability is above one half.
/// </summary>
public sealed record LikeMetrics
{
    /// <summary>Likes that were predicted.</summary>
    public required int TruePositives { get; init; }

    /// <summary>Skips that were predicted to be likes.</summary>
    public required int FalsePositives { get; init; }

    /// <summary>Skips that were predicted.</summary>
    public required int TrueNegatives { get; init; }

    /// <summary>Likes that were predicted to be skips.</summary>
    public required int FalseNegatives { get; init; }

    /// <summary>The area under the receiver operating characteristic: the chance that a like gets the higher probability of a like and a skip.</summary>
    public required double Auc { get; init; }

    /// <summary>The mean squared difference between probability and outcome; lower is better.</summary>
    public required double Brier { get; init; }

    /// <summary>The mean over all events of |mean probability - share of likes| of the event's bin; lower is better.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>The bins of equal width behind <see cref="CalibrationError"/>; empty bins are left out.</summary>
    public required IReadOnlyList<CalibrationBin> Calibration { get; init; }

    /// <summary>How many events there are.</summary>
    public int Events => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>The share of events that are predicted rightly.</summary>
    public double Accuracy => Share(TruePositives + TrueNegatives, Events);

    /// <summary>The accuracy of always predicting the more frequent outcome.</summary>
    public double MajorityRate => Share(Math.Max(TruePositives + FalseNegatives, TrueNegatives + FalsePositives), Events);

    /// <summary>The share of predicted likes that are likes; 0 where none is predicted.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of likes that are predicted.</summary>
    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>; 0 where both are.</summary>
    public double F1 => Share(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
