namespace MlNetMoodRec.Training.Encoder.CheckIns;

/// <summary>
/// A sentence round one or two words of a kind. <paramref name="KeepPositive"/> and <paramref name="KeepNegative"/> say
/// what it leaves of a word's valence, below 0 for a negation; NaN where it does not go with such words.
/// </summary>
/// <remarks>
/// The size of a negation follows real sentences: in the training part of GoEmotions, comments with a positive word of
/// the VADER lexicon have a mean polarity of 0.56 and of -0.15 when it is negated; with a negative word -0.34 and 0.04.
/// In EmoBank the means of the valence, off neutral, are 0.16 and -0.24, -0.35 and -0.15. So a negation turns good words
/// into clearly bad ones, and bad words into hardly good ones.
/// </remarks>
internal sealed record CheckInPattern(string Kind, string Format, double KeepPositive, double KeepNegative, bool HeldOut)
{
    // "Not angry" is calmer than nothing said at all, and "not tired" a little more awake.
    private const double NegatedArousal = -0.3;

    // What is left of the word that a contrast sets aside, and of the one that it comes to.
    private const double AsideShare = 0.15;
    private const double MainShare = 0.9;

    /// <summary>The kind of patterns that set one feeling against another: "not {0}, just {1}".</summary>
    public const string Contrast = "contrast";

    /// <summary>Whether the pattern turns a mood round.</summary>
    public bool IsNegation => KeepPositive < 0 || KeepNegative < 0;

    /// <summary>Whether the pattern takes two words.</summary>
    public bool TakesTwo => Format.Contains("{1}", StringComparison.Ordinal);

    /// <summary>Whether the pattern goes with a word.</summary>
    public bool Fits(CheckInMood word) => !double.IsNaN(Keep(word));

    /// <summary>The sentence about one word, or about two.</summary>
    public CheckInMood Fill(CheckInMood first, CheckInMood second)
    {
        string text = Format.Replace("{0}", first.Text, StringComparison.Ordinal).Replace("{1}", second.Text, StringComparison.Ordinal);
        CheckInMood a = Turn(first);
        if (Kind == Contrast)
        {
            return new CheckInMood(
                text, (AsideShare * a.Valence) + (MainShare * second.Valence), (AsideShare * a.Arousal) + (MainShare * second.Arousal)).Clamp();
        }

        CheckInMood b = TakesTwo ? Turn(second) : a;
        return new CheckInMood(text, (a.Valence + b.Valence) / 2, (a.Arousal + b.Arousal) / 2).Clamp();
    }

    private CheckInMood Turn(CheckInMood word)
    {
        double keep = Keep(word);
        return word with { Valence = keep * word.Valence, Arousal = (keep < 0 ? NegatedArousal : keep) * word.Arousal };
    }

    private double Keep(CheckInMood word) => word.Valence >= 0 ? KeepPositive : KeepNegative;
}
