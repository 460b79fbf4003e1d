namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>A point of the satisfaction curve.</summary>
/// <param name="Interactions">How many interactions went before the end of this stretch.</param>
/// <param name="Share">The share of positive responses in the stretch that ends here.</param>
/// <param name="RunningMean">The share of positive responses among all interactions so far.</param>
public sealed record SatisfactionPoint(int Interactions, double Share, double RunningMean);
