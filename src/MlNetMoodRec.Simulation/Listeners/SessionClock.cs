using MlNetMoodRec.Simulation.Catalogue;
using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>When sessions begin and how long songs take.</summary>
internal sealed class SessionClock(SimulationOptions options, double meanSessionLength)
{
    private const long Day = 86_400;
    private const long LeastPause = 3 * 3_600;

    /// <summary>How busy each hour of the day is.</summary>
    private static readonly int[] HourWeights = [3, 2, 1, 1, 1, 2, 5, 9, 9, 7, 6, 6, 7, 7, 6, 6, 8, 10, 11, 11, 12, 12, 9, 6];

    /// <summary>
    /// The start of a listener's next session, in seconds since the start of the log. Given the interactions left, the
    /// time left is shared out as order statistics of uniform times, so that a log fills its days however long it is.
    /// </summary>
    public long NextSession(Listener listener, long seconds, int interactionsLeft)
    {
        var random = new RandomStream((ulong)options.Seed, RandomPurpose.Session, listener.Index, listener.Session, 1);
        var sessionsLeft = Math.Max(1, (int)(interactionsLeft / meanSessionLength + 0.5));
        var span = (double)options.Days * Day;
        var now = Unwarped(seconds - (long)(listener.HourShift * 3_600));
        var part = 1 - PortableMath.Pow(1 - random.NextDouble(), 1.0 / sessionsLeft);
        var start = Warped(now + part * Math.Max(0, span - now)) + (long)(listener.HourShift * 3_600);
        return Math.Max(Math.Max(start, 0), listener.Session == 0 ? 0 : seconds + LeastPause + random.NextInt(3_600));
    }

    public static long SecondsOf(SongSpace space, int song, in Response response, in StepDraws draws) =>
        Math.Max(3, (long)(space.Seconds[song] * response.PlayedShare)) + 2 + (long)(20 * draws.Pause * draws.Pause);

    /// <summary>Moves evenly spread times to the busy hours of their day, keeping their order.</summary>
    private static long Warped(double seconds)
    {
        var day = Math.Floor(seconds / Day);
        var rest = (seconds / Day - day) * HourWeights.Sum();
        var hour = 0;
        for (; hour < 23 && rest >= HourWeights[hour]; hour++)
        {
            rest -= HourWeights[hour];
        }

        return (long)(day * Day + (hour + Math.Min(1, rest / HourWeights[hour])) * 3_600);
    }

    private static double Unwarped(long seconds)
    {
        var ofDay = seconds % Day;
        if (seconds <= 0)
        {
            return 0;
        }

        var hour = (int)(ofDay / 3_600);
        var weight = HourWeights.Take(hour).Sum() + HourWeights[hour] * (ofDay % 3_600 / 3_600.0);
        return (seconds / Day + weight / HourWeights.Sum()) * Day;
    }
}
