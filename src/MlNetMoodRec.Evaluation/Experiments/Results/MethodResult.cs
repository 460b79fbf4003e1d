using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Everything about one method on one simulated platform. What does not apply is null.</summary>
public sealed record MethodResult
{
    /// <summary>The method's name; <see cref="ExperimentMethods"/> names those that are no recommender.</summary>
    public required string Method { get; init; }

    /// <summary>HR, NDCG and MRR on the test events, over all songs; null for the logging policy.</summary>
    public EvaluationResult? Ranking { get; init; }

    /// <summary>Like or skip on the test events; null for the logging policy.</summary>
    public LikeMetrics? Likes { get; init; }

    /// <summary>The mean distance between the songs of a recommended list, in [0, 1]: the share of pairs of different genre; null for the logging policy.</summary>
    public double? Diversity { get; init; }

    /// <summary>Held-out sessions in which the method recommends.</summary>
    public PolicyMetrics? Policy { get; init; }

    /// <summary>Time and size; null for what is not trained.</summary>
    public MethodCost? Cost { get; init; }

    /// <summary>The learning curve; empty for a method without epochs.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; init; } = [];
}
