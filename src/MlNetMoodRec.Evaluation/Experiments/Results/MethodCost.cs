namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What a method took on the machine of the protocol.</summary>
public sealed record MethodCost
{
    /// <summary>Training, from rows to a model that can be saved, on the clock.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Scoring all test events over the whole catalogue, on the clock, with all cores.</summary>
    public required double ScoringSeconds { get; init; }

    /// <summary>One request to a loaded model on one thread, the reading of a text included: median.</summary>
    public required double RequestMs { get; init; }

    /// <summary>The same, 95th percentile.</summary>
    public required double RequestMs95 { get; init; }

    /// <summary>The size of the saved model in bytes.</summary>
    public required long ModelBytes { get; init; }
}
