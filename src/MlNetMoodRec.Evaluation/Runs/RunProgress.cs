using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation;

/// <summary>How far a run has come.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Share">How much of it is done, in [0, 1].</param>
/// <param name="Training">While training: epoch, loss and time left.</param>
public sealed record RunProgress(RunStage Stage, double Share, TrainingProgress? Training = null);
