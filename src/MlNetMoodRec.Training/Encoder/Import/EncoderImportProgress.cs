namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>How far an import has come.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Share">How much of the stage is done, from 0 to 1.</param>
public sealed record EncoderImportProgress(EncoderImportStage Stage, double Share);
