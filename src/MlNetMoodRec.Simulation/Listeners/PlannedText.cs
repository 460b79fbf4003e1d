using MlNetMoodRec.Simulation.Randomness;
using MlNetMoodRec.Simulation.Texts;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>A text of a step: written already (a check-in), still to be written (a review), or none.</summary>
internal readonly record struct PlannedText(WrittenText? Text, RandomStream Random);
