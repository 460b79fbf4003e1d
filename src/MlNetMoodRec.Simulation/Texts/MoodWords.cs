using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Texts;

/// <summary>
/// Words and phrases that complete 'I feel ...', each at a place in the plane of valence and arousal. The places are our
/// own rough judgement; no lexicon was used, so that the simulation owes nothing to what an encoder was trained on.
/// </summary>
internal static class MoodWords
{
    private const int Cells = 21;
    private const double Width = 0.2;

    private static readonly (string Word, double Valence, double Arousal)[] Words =
    [
        ("excited", .80, .70), ("thrilled", .85, .75), ("pumped", .70, .80), ("ecstatic", .95, .80), ("energized", .65, .75), ("on top of the world", .90, .60),
        ("giddy", .70, .65), ("hyped", .70, .80), ("overjoyed", .90, .65), ("full of energy", .65, .80), ("elated", .85, .65), ("playful", .60, .45),
        ("cheerful", .75, .40), ("happy", .80, .30), ("joyful", .85, .45), ("upbeat", .65, .45), ("alive", .65, .55), ("proud", .70, .35), ("confident", .60, .35),
        ("motivated", .55, .50), ("inspired", .60, .45), ("amused", .55, .25), ("delighted", .85, .40), ("lively", .60, .60), ("fired up", .50, .85),
        ("ready for anything", .60, .65), ("festive", .60, .60), ("silly", .50, .45), ("eager", .50, .55), ("optimistic", .60, .25), ("hopeful", .50, .15),
        ("like dancing", .75, .75), ("unstoppable", .75, .80), ("good", .55, .10), ("great", .75, .30), ("wonderful", .85, .30), ("like singing out loud", .75, .60),
        ("calm", .50, -.60), ("peaceful", .65, -.65), ("relaxed", .60, -.60), ("content", .60, -.35), ("serene", .65, -.70), ("grateful", .70, -.15),
        ("cozy", .60, -.50), ("at ease", .55, -.50), ("mellow", .40, -.50), ("well rested", .50, -.40), ("dreamy", .40, -.45), ("satisfied", .60, -.30),
        ("loved", .75, -.05), ("safe", .55, -.40), ("unhurried", .40, -.55), ("blissful", .80, -.40), ("comfortable", .50, -.45), ("thankful", .65, -.20),
        ("quietly happy", .60, -.35), ("light", .50, -.15), ("settled", .45, -.45), ("warm inside", .60, -.30), ("tender", .40, -.30), ("unwound", .45, -.65),
        ("at peace", .65, -.60), ("lazy in a good way", .45, -.70), ("slow and happy", .55, -.55), ("refreshed", .55, .05), ("soft and quiet", .40, -.60),
        ("sad", -.70, -.30), ("tired", -.35, -.70), ("lonely", -.65, -.35), ("gloomy", -.60, -.40), ("drained", -.50, -.65), ("exhausted", -.50, -.75),
        ("down", -.60, -.40), ("blue", -.50, -.40), ("empty", -.65, -.50), ("numb", -.50, -.65), ("heartbroken", -.85, -.10), ("hopeless", -.85, -.30),
        ("bored", -.30, -.60), ("homesick", -.50, -.30), ("melancholic", -.45, -.40), ("worn out", -.45, -.65), ("defeated", -.70, -.40), ("miserable", -.85, -.20),
        ("low", -.55, -.50), ("disappointed", -.60, -.15), ("discouraged", -.60, -.35), ("hurt", -.70, -.05), ("sluggish", -.30, -.70), ("lost", -.55, -.20),
        ("burned out", -.60, -.55), ("fragile", -.50, -.20), ("heavy", -.55, -.45), ("listless", -.40, -.65), ("guilty", -.60, -.05), ("close to tears", -.75, .00),
        ("left out", -.60, -.20), ("like staying in bed all day", -.45, -.70), ("unmotivated", -.40, -.55), ("broken", -.80, -.20), ("unwell", -.50, -.45),
        ("angry", -.75, .70), ("furious", -.85, .85), ("anxious", -.60, .60), ("stressed", -.60, .60), ("nervous", -.45, .55), ("annoyed", -.50, .45),
        ("frustrated", -.60, .50), ("panicky", -.75, .80), ("tense", -.45, .55), ("restless", -.30, .60), ("overwhelmed", -.60, .50), ("irritated", -.55, .45),
        ("scared", -.70, .65), ("on edge", -.50, .60), ("jittery", -.35, .65), ("worried", -.55, .35), ("fed up", -.65, .40), ("mad", -.70, .65),
        ("terrified", -.85, .80), ("frantic", -.55, .80), ("disgusted", -.75, .40), ("bitter", -.60, .25), ("jealous", -.55, .35), ("enraged", -.85, .85),
        ("agitated", -.55, .65), ("grumpy", -.45, .15), ("cranky", -.45, .20), ("rattled", -.45, .55), ("uneasy", -.45, .35), ("like screaming", -.70, .85),
        ("upset", -.65, .30), ("under pressure", -.45, .55), ("hostile", -.75, .55), ("impatient", -.35, .50), ("insulted", -.65, .40),
        ("okay", .10, -.10), ("fine", .15, -.15), ("alright", .15, -.10), ("so-so", -.05, -.10), ("meh", -.20, -.35), ("awake", .10, .30), ("alert", .15, .50),
        ("surprised", .10, .70), ("curious", .30, .30), ("neither good nor bad", .00, -.10), ("somewhere in between", .00, .00), ("distracted", -.10, .20),
        ("pensive", -.05, -.30), ("sentimental", .10, -.20), ("nostalgic", .10, -.15), ("sleepy", .00, -.75), ("quiet", .05, -.55), ("focused", .25, .20),
        ("wired", .00, .75), ("caffeinated", .15, .65), ("half asleep", -.05, -.80), ("normal", .10, -.05), ("stirred up", .00, .55), ("indifferent", -.10, -.40),
    ];

    /// <summary>For each cell of the plane, running sums of the words' weights, a Gaussian of their distance.</summary>
    private static readonly double[][] Cumulative = [.. Enumerable.Range(0, Cells * Cells).Select(CumulativeOf)];

    /// <summary>A word near a mood.</summary>
    public static string Near(ref RandomStream random, double valence, double arousal)
    {
        var sums = Cumulative[Cell(valence) * Cells + Cell(arousal)];
        var place = Array.BinarySearch(sums, random.NextDouble() * sums[^1]);
        return Words[Math.Min(place < 0 ? ~place : place + 1, Words.Length - 1)].Word;
    }

    private static int Cell(double value) => (int)((Math.Clamp(value, -1, 1) + 1) / 2 * (Cells - 1) + 0.5);

    private static double[] CumulativeOf(int cell)
    {
        var valence = 2.0 * (cell / Cells) / (Cells - 1) - 1;
        var arousal = 2.0 * (cell % Cells) / (Cells - 1) - 1;
        var sums = new double[Words.Length];
        var sum = 0.0;
        for (var i = 0; i < sums.Length; i++)
        {
            var toValence = Words[i].Valence - valence;
            var toArousal = Words[i].Arousal - arousal;
            sums[i] = sum += PortableMath.Exp(-(toValence * toValence + toArousal * toArousal) / (2 * Width * Width));
        }

        return sums;
    }
}
