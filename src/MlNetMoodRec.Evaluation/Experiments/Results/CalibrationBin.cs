namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Events whose predicted probabilities are close to each other.</summary>
/// <param name="Events">How many.</param>
/// <param name="Predicted">Their mean predicted probability.</param>
/// <param name="Observed">The share of them that are likes.</param>
public sealed record CalibrationBin(int Events, double Predicted, double Observed);
