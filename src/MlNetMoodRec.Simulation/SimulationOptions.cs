namespace MlNetMoodRec.Simulation;

/// <summary>
/// What a <see cref="SimulatedPlatform"/> is made of. Each effect on the listeners' choices and responses has a weight
/// of its own; a weight of 0 switches that effect off. Sizes are those of the paper; the weights were chosen so that
/// the effects can be told apart (see data/README.md for what was measured).
/// </summary>
public sealed record SimulationOptions
{
    /// <summary>Number of listeners. The paper's size.</summary>
    public int Listeners { get; init; } = 4_000;

    /// <summary>Number of songs. The paper's size.</summary>
    public int Songs { get; init; } = 5_000;

    /// <summary>Number of interactions, met exactly. The paper's size.</summary>
    public int Interactions { get; init; } = 180_000;

    /// <summary>The seed: the same options and seed give the same bytes on every machine.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The truth knob: how much mood matters, from 0 to 1. At 0 mood has no influence on what is chosen or how it goes,
    /// nor does what is heard move the mood; listeners still write about it.
    /// </summary>
    public double MoodStrength { get; init; } = 1;

    /// <summary>The first day of the log, in UTC.</summary>
    public DateTime Start { get; init; } = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>How many days the log spans.</summary>
    public int Days { get; init; } = 180;

    /// <summary>The least number of interactions of a listener; activity above it is long-tailed.</summary>
    public int LeastInteractions { get; init; } = 8;

    /// <summary>Share of positive responses, met within about a point by calibrating the intercept. From the paper's confusion matrix.</summary>
    public double PositiveShare { get; init; } = 0.27;

    /// <summary>Share of interactions with a text. From the paper.</summary>
    public double TextShare { get; init; } = 0.30;

    /// <summary>Share of session starts at which the listener writes a check-in first.</summary>
    public double CheckInShareAtSessionStart { get; init; } = 0.65;

    /// <summary>Share of the texts inside a session that are check-ins (written before the song); the others are reviews.</summary>
    public double CheckInShareInsideSession { get; init; } = 0.5;

    /// <summary>Offers: the exponent of the Zipf-Mandelbrot law of song popularity, whose shift is 3 % of the catalogue.</summary>
    public double OfferPopularity { get; init; } = 1.4;

    /// <summary>Offers: weight of the listener's profile, the mean of their interests (taste, as matrix factorisation sees it).</summary>
    public double OfferProfile { get; init; } = 3;

    /// <summary>Offers: weight of similarity to the songs played in this session, the latest most.</summary>
    public double OfferContext { get; init; } = 4.5;

    /// <summary>Appeal: weight of the interest that the listener follows at the moment, one of <see cref="Interests"/>.</summary>
    public double AppealInterest { get; init; } = 5;

    /// <summary>Appeal: weight of mood fit, times <see cref="MoodStrength"/>.</summary>
    public double AppealMood { get; init; } = 3.5;

    /// <summary>Appeal: what being by the same artist as the last song adds.</summary>
    public double AppealSameArtist { get; init; } = 1.2;

    /// <summary>Appeal: what being one of the songs that follow the last one well adds.</summary>
    public double AppealFollower { get; init; } = 0.6;

    /// <summary>Appeal: what being known from an earlier session adds, for a listener of average curiosity.</summary>
    public double AppealFamiliar { get; init; } = 1;

    /// <summary>Appeal: what having been played in this session already takes away.</summary>
    public double AppealFatigue { get; init; } = 0.5;

    /// <summary>How many interests a listener has.</summary>
    public int Interests { get; init; } = 3;

    /// <summary>The chance that a session takes up the interest with which the last one ended, rather than drawing anew.</summary>
    public double InterestMemory { get; init; } = 0.75;

    /// <summary>The chance that a listener turns to another interest between two songs.</summary>
    public double InterestSwitch { get; init; } = 0.05;

    /// <summary>Response: weight of how well the song fits the interest followed.</summary>
    public double ResponseTaste { get; init; } = 4;

    /// <summary>Response: weight of mood fit, times <see cref="MoodStrength"/>.</summary>
    public double ResponseMood { get; init; } = 3;

    /// <summary>Response: weight of novelty, times the listener's curiosity (mean 0).</summary>
    public double ResponseNovelty { get; init; } = 0.6;

    /// <summary>Response: spread of the songs' own quality.</summary>
    public double ResponseSong { get; init; } = 0.7;

    /// <summary>Response: spread of the listeners' leniency.</summary>
    public double ResponseListener { get; init; } = 0.8;

    /// <summary>The chance that a session goes on after a positive response.</summary>
    public double ContinueAfterPositive { get; init; } = 0.90;

    /// <summary>The chance that a session goes on after a skip.</summary>
    public double ContinueAfterSkip { get; init; } = 0.82;

    /// <summary>How much of the mood at the end of a session is left at the start of the next.</summary>
    public double MoodMemory { get; init; } = 0.4;

    /// <summary>The spread of mood from session to session, in units of valence and arousal.</summary>
    public double MoodSpread { get; init; } = 0.45;

    /// <summary>The spread of mood from song to song.</summary>
    public double MoodDrift { get; init; } = 0.15;

    /// <summary>How far a song played to its end pulls the mood towards its own, times <see cref="MoodStrength"/>.</summary>
    public double MoodContagion { get; init; } = 0.15;

    /// <summary>Throws a <see cref="MoodRecException"/> that names every wrong value.</summary>
    public void Validate()
    {
        var wrong = new List<string>();
        AtLeast(nameof(Listeners), Listeners, 1);
        AtLeast(nameof(Songs), Songs, 20);
        AtLeast(nameof(LeastInteractions), LeastInteractions, 1);
        AtLeast(nameof(Days), Days, 1);
        AtLeast(nameof(Interests), Interests, 1);
        if (Listeners >= 1 && (long)Listeners * LeastInteractions > Interactions)
        {
            wrong.Add($"{nameof(Interactions)} is {Interactions}, expected at least {nameof(Listeners)} x {nameof(LeastInteractions)} = {(long)Listeners * LeastInteractions}");
        }

        if (Start.Kind != DateTimeKind.Utc)
        {
            wrong.Add($"{nameof(Start)} is not in UTC");
        }

        Within(nameof(MoodStrength), MoodStrength, 1);
        Within(nameof(PositiveShare), PositiveShare, 1);
        Within(nameof(TextShare), TextShare, 1);
        Within(nameof(CheckInShareAtSessionStart), CheckInShareAtSessionStart, 1);
        Within(nameof(CheckInShareInsideSession), CheckInShareInsideSession, 1);
        Within(nameof(InterestMemory), InterestMemory, 1);
        Within(nameof(InterestSwitch), InterestSwitch, 1);
        Within(nameof(ContinueAfterPositive), ContinueAfterPositive, 0.99);
        Within(nameof(ContinueAfterSkip), ContinueAfterSkip, 0.99);
        Within(nameof(MoodMemory), MoodMemory, 1);
        Within(nameof(MoodContagion), MoodContagion, 1);
        Within(nameof(MoodSpread), MoodSpread, 2);
        Within(nameof(MoodDrift), MoodDrift, 2);
        Within(nameof(OfferPopularity), OfferPopularity, 5);
        foreach (var (name, weight) in new[]
        {
            (nameof(OfferProfile), OfferProfile), (nameof(OfferContext), OfferContext), (nameof(AppealInterest), AppealInterest),
            (nameof(AppealMood), AppealMood), (nameof(AppealSameArtist), AppealSameArtist), (nameof(AppealFollower), AppealFollower),
            (nameof(AppealFamiliar), AppealFamiliar), (nameof(AppealFatigue), AppealFatigue), (nameof(ResponseTaste), ResponseTaste),
            (nameof(ResponseMood), ResponseMood), (nameof(ResponseNovelty), ResponseNovelty), (nameof(ResponseSong), ResponseSong),
            (nameof(ResponseListener), ResponseListener),
        })
        {
            Within(name, weight, 50);
        }

        if (wrong.Count > 0)
        {
            throw new MoodRecException($"The simulation cannot run with these options: {string.Join("; ", wrong)}.");
        }

        void AtLeast(string name, int value, int least)
        {
            if (value < least)
            {
                wrong.Add($"{name} is {value}, expected at least {least}");
            }
        }

        void Within(string name, double value, double most)
        {
            if (!(value >= 0 && value <= most))
            {
                wrong.Add(FormattableString.Invariant($"{name} is {value}, expected 0 to {most}"));
            }
        }
    }
}
