namespace MlNetMoodRec.Training.Recommender;

/// <summary>How far a training has come.</summary>
public sealed record TrainingProgress
{
    /// <summary>The current pass over the data, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps done, over all epochs.</summary>
    public required long Step { get; init; }

    /// <summary>Steps of the whole training, if it is not stopped early.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>The mean training loss of the epoch so far (cross-entropy in nats); null for methods without one.</summary>
    public double? Loss { get; init; }

    /// <summary>The epochs that are complete, those before a resume included; empty for methods without a loss.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; init; } = [];

    /// <summary>NDCG@10 on the validation data after the last complete epoch; null before that, and without validation data.</summary>
    public double? ValidationNdcg => Epochs is [.., var last] ? last.ValidationNdcg : null;

    /// <summary>Time since the start.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The time that the rest will take, if it goes on as it did.</summary>
    public required TimeSpan Remaining { get; init; }
}
