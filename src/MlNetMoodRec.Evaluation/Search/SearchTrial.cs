using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>One setting of the hyper-parameters, and how far it came.</summary>
public sealed record SearchTrial
{
    /// <summary>From 1; the first trial has the options that the search started from.</summary>
    public required int Number { get; init; }

    /// <summary>The options, whose step size is for training through all epochs.</summary>
    public required MoodLstmOptions Options { get; init; }

    /// <summary>The last rung that it was trained in, from 1; 0 before the first.</summary>
    public int Rung { get; init; }

    /// <summary>What became of it.</summary>
    public TrialState State { get; init; }

    /// <summary>Its learning curve. The choice looks at the validation NDCG@10 alone.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; init; } = [];

    /// <summary>Time that its training took, less what was done before an interruption.</summary>
    public double Seconds { get; init; }

    /// <summary>Why it failed; null if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>The best validation NDCG@10 of its epochs; null before the first.</summary>
    public double? BestNdcg => Epochs.Max(e => e.ValidationNdcg);

    /// <summary>The epoch of that, from 1, the first of equals; 0 before the first.</summary>
    public int BestEpoch => Epochs.Select((e, i) => (e.ValidationNdcg, Epoch: i + 1)).FirstOrDefault(e => e.ValidationNdcg == BestNdcg).Epoch;
}
