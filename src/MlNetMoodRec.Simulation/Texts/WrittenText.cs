using MlNetMoodRec.Data;

namespace MlNetMoodRec.Simulation.Texts;

internal readonly record struct WrittenText(string Text, TextTime Time, TextKind Kind);
