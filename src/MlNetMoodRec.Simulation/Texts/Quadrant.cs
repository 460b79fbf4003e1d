namespace MlNetMoodRec.Simulation.Texts;

/// <summary>A quarter of the plane of valence and arousal; indexes the phrase lists.</summary>
internal enum Quadrant
{
    Lively,
    Calm,
    Low,
    Upset,
}
