using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>Shares the interactions out among the listeners: a least number for each, the rest long-tailed, the sum exact.</summary>
internal static class ListenerActivity
{
    private const double Spread = 0.8;

    public static int[] Allocate(SimulationOptions options)
    {
        var weights = new double[options.Listeners];
        var total = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            total += weights[i] = PortableMath.Exp(Spread * new RandomStream((ulong)options.Seed, RandomPurpose.Activity, i).NextGaussian());
        }

        var spare = options.Interactions - (long)options.Listeners * options.LeastInteractions;
        var counts = new int[options.Listeners];
        var sum = 0.0;
        var given = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            sum += weights[i];
            var upTo = i == counts.Length - 1 ? spare : (long)Math.Floor(spare * (sum / total));
            counts[i] = options.LeastInteractions + (int)(upTo - given);
            given = upTo;
        }

        return counts;
    }
}
