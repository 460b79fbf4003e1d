namespace MlNetMoodRec.Evaluation.Search;

/// <summary>A level of successive halving.</summary>
/// <param name="Epochs">Passes over the data that a trial has behind it at the end of the rung.</param>
/// <param name="Trials">How many trials get there, if none fails.</param>
public sealed record SearchRung(int Epochs, int Trials);
