using MlNetMoodRec.Simulation.Catalogue;
using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>What a pilot run finds: the intercept that gives the wished share of positive responses, and how long sessions are.</summary>
/// <param name="Intercept">The intercept of the response's logit.</param>
/// <param name="MeanSessionLength">The mean number of songs of a session.</param>
internal sealed record Calibration(double Intercept, double MeanSessionLength)
{
    /// <summary>10,000 songs are enough for an error of half a point; a pilot on a very large catalogue makes do with fewer.</summary>
    private const int PilotListeners = 500;
    private const int LeastPilotListeners = 50;
    private const int PilotUtilities = 50_000_000;
    private const int PilotSongs = 20;

    public static Calibration Run(SimulationOptions options, SongSpace space, float[][] genreTraits)
    {
        var target = Math.Clamp(options.PositiveShare, 1e-4, 1 - 1e-4);
        var intercept = -options.ResponseTaste;
        var length = 1.0;
        // Responses decide how long a session lasts, so the second pilot runs with the intercept of the first.
        for (var pass = 0; pass < 2; pass++)
        {
            (var logits, length) = Pilot(options, space, genreTraits, intercept);
            intercept += Shift(logits, target);
        }

        return new Calibration(intercept, length);
    }

    private static (List<double> Logits, double MeanLength) Pilot(SimulationOptions options, SongSpace space, float[][] genreTraits, double intercept)
    {
        var utility = new ChoiceUtility(options, space);
        var sampler = new SongSampler(space);
        var dynamics = new ListenerDynamics(options, space, intercept, (ulong)options.Seed);
        var logits = new List<double>();
        var pilots = Math.Clamp(PilotUtilities / PilotSongs / space.Count, LeastPilotListeners, PilotListeners);
        for (var index = 0; index < Math.Min(options.Listeners, pilots); index++)
        {
            var listener = new Listener(options, genreTraits, index);
            var inSession = false;
            for (var i = 0; i < PilotSongs; i++)
            {
                if (!inSession)
                {
                    dynamics.BeginSession(listener);
                }

                var draws = dynamics.BeginStep(listener);
                var song = sampler.Next(utility, listener, draws.Choice);
                var response = dynamics.Respond(listener, song, draws);
                logits.Add(dynamics.Logit(listener, song));
                dynamics.Heard(listener, song, response, draws);
                inSession = response.Continues;
            }
        }

        var positive = logits.Average(PortableMath.Logistic);
        var goesOn = positive * options.ContinueAfterPositive + (1 - positive) * options.ContinueAfterSkip;
        return (logits, 1 / (1 - goesOn));
    }

    private static double Shift(List<double> logits, double target)
    {
        double low = -30, high = 30;
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            var share = 0.0;
            foreach (var logit in logits)
            {
                share += PortableMath.Logistic(logit + middle);
            }

            (low, high) = share / logits.Count < target ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
