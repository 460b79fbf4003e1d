namespace MlNetMoodRec.Web.Api;

/// <summary>A point of the mood plane.</summary>
/// <param name="Valence">How pleasant, from -1 to 1.</param>
/// <param name="Arousal">How excited, from -1 to 1.</param>
public sealed record PlanePoint(float Valence, float Arousal);
