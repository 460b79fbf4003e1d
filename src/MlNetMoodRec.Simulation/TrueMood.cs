namespace MlNetMoodRec.Simulation;

/// <summary>A listener's true mood, which only the simulation knows: a point of Russell's circumplex.</summary>
/// <param name="Valence">From -1 (unpleasant) to 1 (pleasant).</param>
/// <param name="Arousal">From -1 (sleepy) to 1 (excited).</param>
public readonly record struct TrueMood(float Valence, float Arousal);
