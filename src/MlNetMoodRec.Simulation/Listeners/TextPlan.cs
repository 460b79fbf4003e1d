using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation.Randomness;
using MlNetMoodRec.Simulation.Texts;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>Decides when a listener writes, and lets them.</summary>
internal sealed class TextPlan(SimulationOptions options, Calibration calibration, ulong seed)
{
    /// <summary>What is left of the wished share once the check-ins at session starts are taken off.</summary>
    private readonly double _shareInsideSession = Math.Clamp(
        (options.TextShare - options.CheckInShareAtSessionStart / calibration.MeanSessionLength) / (1 - 1 / calibration.MeanSessionLength), 0, 1);

    /// <summary>Whether, and when, a text is written at the step that the listener is in.</summary>
    public WrittenText? Begin(Listener listener, out RandomStream random)
    {
        random = new RandomStream(seed, RandomPurpose.Text, listener.Index, listener.Session, listener.Step);
        var writes = random.NextDouble();
        var isCheckIn = random.NextBool(options.CheckInShareInsideSession);
        if (listener.Step == 0)
        {
            return writes < Math.Min(options.CheckInShareAtSessionStart, options.TextShare * calibration.MeanSessionLength)
                ? new WrittenText("", TextTime.Before, TextKind.None) : null;
        }

        return writes < _shareInsideSession ? new WrittenText("", isCheckIn ? TextTime.Before : TextTime.After, TextKind.None) : null;
    }

    public static WrittenText Write(ref RandomStream random, TextTime time, TrueMood mood, bool liked) => TextGrammar.Write(ref random, time, mood, liked);
}
