namespace MlNetMoodRec.Training.Recommender;

/// <summary>What one pass over the data came to: a point of the learning curves.</summary>
/// <param name="Loss">The mean training loss of the pass (cross-entropy of the next song in nats).</param>
/// <param name="ValidationLoss">The same on the validation data after it; null without validation data.</param>
/// <param name="ValidationNdcg">NDCG@10 on the validation data after it; null without validation data.</param>
public sealed record TrainingEpoch(double Loss, double? ValidationLoss, double? ValidationNdcg);
