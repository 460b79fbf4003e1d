namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>How far an experiment has come.</summary>
/// <param name="Share">The share of the whole that is done, in [0, 1].</param>
/// <param name="Step">What is being done, as "seed 1, mood-lstm".</param>
/// <param name="Details">How far that is, as "epoch 3, loss 4.512"; empty for nothing to say.</param>
/// <param name="Remaining">The time that the rest will take, if it goes on as it did; zero where that is not known yet.</param>
public sealed record ExperimentProgress(double Share, string Step, string Details, TimeSpan Remaining);
