using MlNetMoodRec.Simulation.Catalogue;
using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>
/// How a listener's state moves: into a session, from song to song, by what is heard; and how a song goes. Every draw
/// comes from the stream of its (listener, session, step), in a fixed order.
/// </summary>
internal sealed class ListenerDynamics(SimulationOptions options, SongSpace space, double intercept, ulong seed)
{
    private const double RatingShare = 0.15;
    private const float ContextDecay = 0.5f;

    private readonly double _contagion = options.MoodContagion * options.MoodStrength;
    private readonly double _moodResponse = options.ResponseMood * options.MoodStrength;

    public void BeginSession(Listener listener)
    {
        listener.Session++;
        listener.Step = 0;
        listener.Previous = -1;
        Array.Clear(listener.Context);
        var random = new RandomStream(seed, RandomPurpose.Session, listener.Index, listener.Session);
        var interest = listener.DrawInterest(random.NextDouble());
        listener.Interest = listener.Session > 0 && random.NextBool(options.InterestMemory) ? listener.Interest : interest;
        var memory = options.MoodMemory;
        listener.Valence = Bounded(listener.BaseValence + memory * (listener.Valence - listener.BaseValence) + options.MoodSpread * random.NextGaussian());
        listener.Arousal = Bounded(listener.BaseArousal + memory * (listener.Arousal - listener.BaseArousal) + options.MoodSpread * random.NextGaussian());
    }

    /// <summary>Moves on to the next song of a session and returns the draws for it.</summary>
    public StepDraws BeginStep(Listener listener)
    {
        var random = new RandomStream(seed, RandomPurpose.Step, listener.Index, listener.Session, listener.Step);
        var draws = new StepDraws(ref random);
        if (listener.Step > 0 && draws.Switch < options.InterestSwitch)
        {
            listener.Interest = listener.DrawInterest(draws.Interest);
        }

        return draws;
    }

    /// <summary>The logit of a positive response.</summary>
    public double Logit(Listener listener, int song)
    {
        var toValence = space.Valence[song] - listener.Valence;
        var toEnergy = space.Energy[song] - listener.Arousal;
        var isKnown = listener.Recent.Songs.Contains(song);
        return intercept
            + options.ResponseTaste * space.Similarity(listener.Interests[listener.Interest], song)
            - _moodResponse * (toValence * toValence + toEnergy * toEnergy)
            + options.ResponseNovelty * (isKnown ? -listener.Curiosity : listener.Curiosity)
            + options.ResponseSong * space.Quality[song]
            + options.ResponseListener * listener.Leniency;
    }

    public Response Respond(Listener listener, int song, in StepDraws draws)
    {
        var probability = PortableMath.Logistic(Logit(listener, song));
        var positive = draws.Outcome < probability;
        var share = positive ? 0.8 + 0.2 * draws.Share : 0.02 + 0.43 * draws.Share * draws.Share;
        var rates = draws.Rates < RatingShare;
        var feedback = (rates, positive) switch
        {
            (true, true) => draws.Rating < 0.5 ? 1 : 0.75,
            (true, false) => draws.Rating < 0.5 ? 0 : 0.25,
            _ => share,
        };
        var continues = draws.Continue < (positive ? options.ContinueAfterPositive : options.ContinueAfterSkip);
        return new Response(probability, positive, share, (float)(Math.Floor(100 * feedback + 0.5) / 100), continues);
    }

    /// <summary>What hearing a song leaves behind.</summary>
    public void Heard(Listener listener, int song, in Response response, in StepDraws draws)
    {
        var pull = _contagion * response.PlayedShare;
        listener.Valence = Bounded(Drifted(listener.Valence, listener.BaseValence) + pull * (space.Valence[song] - listener.Valence) + options.MoodDrift * draws.ValenceNoise);
        listener.Arousal = Bounded(Drifted(listener.Arousal, listener.BaseArousal) + pull * (space.Energy[song] - listener.Arousal) + options.MoodDrift * draws.ArousalNoise);
        for (var d = 0; d < SongSpace.Dimensions; d++)
        {
            listener.Context[d] = ContextDecay * listener.Context[d] + (1 - ContextDecay) * space.Traits[d * space.Padded + song];
        }

        listener.Recent.Add(song, listener.Session);
        listener.Previous = song;
        listener.Step++;
    }

    private static double Drifted(double mood, double baseline) => mood + 0.02 * (baseline - mood);

    private static double Bounded(double mood) => Math.Clamp(mood, -1, 1);
}
