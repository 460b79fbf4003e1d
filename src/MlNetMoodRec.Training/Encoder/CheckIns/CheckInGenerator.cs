namespace MlNetMoodRec.Training.Encoder.CheckIns;

/// <summary>
/// Writes check-ins: short texts put together from <see cref="CheckInLists"/> and the words of the training texts, with
/// the valence and arousal that their parts make up. The shares are chosen by hand: half of the sentences are negated,
/// because training texts hold few negations. The development part asks for
/// words that training never sees.
/// </summary>
internal sealed class CheckInGenerator
{
    private const int HeldOutOneOf = 12;

    // About as many as a data set has: the choice of the served mix is not to hang on written texts.
    private const int DevelopmentTexts = 1000;
    private const double NegatedShare = 0.5;
    private const double SecondClauseShare = 0.2;
    private const double EmojiShare = 0.3;
    private const double EmojiShareOfNeutral = 0.6;
    private const double EmojiAloneShare = 0.08;
    private const double RepeatedShare = 0.25;
    private const double SpacedShare = 0.75;
    private const double NoiseShare = 0.35;
    private const double OpeningShare = 0.12;
    private const double TimeShare = 0.25;

    // How often a contrast sets a good feeling against a bad one, not two of a kind ("not angry, just tired").
    private const double OpposedShare = 0.7;

    // Below this a clause hardly says anything, and the emoji beside it decides.
    private const double Telling = 0.15;

    private static readonly (string Kind, double Share)[] Kinds =
    [
        (CheckInLists.Feeling, 0.42), (CheckInLists.Thing, 0.16), (CheckInLists.Noun, 0.08), (CheckInLists.Event, 0.14),
        (CheckInPattern.Contrast, 0.08), (CheckInLists.Scene, 0.06), ("", 0.06),
    ];

    private static readonly string[] Times =
    [
        "today", "tonight", "rn", "right now", "at the moment", "again", "lately", "this morning", "since monday", "these days",
        "after work", "for once", "atm", "tbh", "honestly", "this week", "all day", "somehow",
    ];

    private static readonly string[] Openings = ["hey", "well", "honestly", "tbh", "ok so", "update:", "mood:", "currently", "hm", "so", "lol", "and now"];

    private static readonly (string Join, double First, double Second)[] Joins =
    [
        (", ", 0.6, 0.6), (" and ", 0.6, 0.6), (". ", 0.6, 0.6), (" ", 0.6, 0.6), (" but ", 0.25, 0.8), (", but ", 0.25, 0.8), (". still, ", 0.25, 0.8),
    ];

    private static readonly (string Mark, double Arousal)[] Marks = [("", 0), ("", 0), (".", 0), ("!", 0.1), ("!!!", 0.2), ("...", -0.1), (" ...", -0.1)];

    private readonly Random _random;
    private readonly Dictionary<string, CheckInMood[]> _words;
    private readonly Dictionary<string, CheckInPattern[]> _patterns;
    private readonly CheckInMood[] _emoji;
    private readonly bool _forTraining;

    private CheckInGenerator(CheckInLists lists, IReadOnlyList<(string Kind, CheckInMood Word)> found, bool forTraining, int seed)
    {
        _random = new Random(seed);
        _forTraining = forTraining;
        _words = lists.Words.ToDictionary(
            kind => kind.Key, kind => kind.Concat(found.Where(word => word.Kind == kind.Key).Select(word => word.Word)).DistinctBy(word => word.Text)
                .Where(word => Uses(kind.Key, word)).ToArray());
        _patterns = lists.Patterns.ToDictionary(kind => kind.Key, kind => kind.Where(pattern => !forTraining || !pattern.HeldOut).ToArray());
        _emoji = [.. lists.Emoji];
    }

    /// <summary>The name of the set.</summary>
    public const string SetName = "checkins";

    /// <summary>
    /// A set with so many training texts and at most a thousand for development; there is no test part, and a text that
    /// <see cref="SenseChecks"/> holds is dropped by <see cref="LabelledTextSets.WithoutLeaks"/>.
    /// </summary>
    public static LabelledTextSet Generate(int count, IReadOnlyList<(string Kind, CheckInMood Word)> found, int seed)
    {
        var training = new CheckInGenerator(CheckInLists.Own, found, forTraining: true, seed);
        var development = new CheckInGenerator(CheckInLists.Own, found, forTraining: false, ~seed);
        return new LabelledTextSet(
            SetName,
            [.. Enumerable.Range(0, count).Select(_ => training.Next())],
            [.. Enumerable.Range(0, Math.Min(DevelopmentTexts, count)).Select(_ => development.Next())],
            []);
    }

    private LabelledText Next()
    {
        CheckInMood mood = Clause();
        if (Happens(SecondClauseShare))
        {
            CheckInMood second = Clause();
            (string join, double firstShare, double secondShare) = Pick(Joins);
            mood = new CheckInMood(
                mood.Text + join + second.Text,
                (firstShare * mood.Valence) + (secondShare * second.Valence),
                (firstShare * mood.Arousal) + (secondShare * second.Arousal));
        }

        if (Happens(OpeningShare))
        {
            mood = mood with { Text = $"{Pick(Openings)} {mood.Text}" };
        }

        if (Happens(TimeShare))
        {
            mood = mood with { Text = $"{mood.Text} {Pick(Times)}" };
        }

        (string mark, double arousal) = Pick(Marks);
        mood = mood with { Text = mood.Text + mark, Arousal = mood.Arousal + arousal };
        if (Happens(Math.Abs(mood.Valence) < Telling ? EmojiShareOfNeutral : EmojiShare))
        {
            mood = WithEmoji(mood);
        }

        if (Happens(NoiseShare))
        {
            mood = mood with { Text = SpellingNoise.Apply(mood.Text, _random) };
        }

        return new LabelledText(mood.Text, Targets(mood.Clamp()));
    }

    private CheckInMood Clause()
    {
        double at = _random.NextDouble();
        string kind = "";
        foreach ((string candidate, double share) in Kinds)
        {
            at -= share;
            if (at < 0)
            {
                kind = candidate;
                break;
            }
        }

        kind = kind.Length > 0 ? kind : Pick(CheckInLists.OtherLanguages);
        if (kind is CheckInLists.Event or CheckInLists.Scene)
        {
            return Pick(_words[kind]);
        }

        bool negated = Happens(NegatedShare);
        CheckInPattern[] patterns = [.. _patterns[kind].Where(pattern => pattern.IsNegation == negated)];
        CheckInPattern pattern = Pick(patterns);
        CheckInMood[] words = _words[kind == CheckInPattern.Contrast ? CheckInLists.Feeling : kind];
        CheckInMood first = Pick(words, pattern.Fits);
        if (kind != CheckInPattern.Contrast)
        {
            return pattern.Fill(first, Pick(words, word => Math.Sign(word.Valence) == Math.Sign(first.Valence)));
        }

        bool opposed = Happens(OpposedShare);
        return pattern.Fill(first, Pick(words, word => Math.Sign(word.Valence) != Math.Sign(first.Valence) || !opposed));
    }

    private CheckInMood WithEmoji(CheckInMood mood)
    {
        bool tells = Math.Abs(mood.Valence) >= Telling;
        CheckInMood emoji = Pick(_emoji, e => !tells || Math.Sign(e.Valence) == Math.Sign(mood.Valence));
        int times = Happens(RepeatedShare) ? _random.Next(2, 4) : 1;
        emoji = new CheckInMood(
            string.Concat(Enumerable.Repeat(emoji.Text, times)), emoji.Valence * (1 + (0.1 * (times - 1))), emoji.Arousal + (0.05 * (times - 1)));
        if (Happens(EmojiAloneShare))
        {
            return emoji;
        }

        double share = tells ? 0.3 : 0.8;
        return new CheckInMood(
            mood.Text + (Happens(SpacedShare) ? " " : "") + emoji.Text,
            ((1 - share) * mood.Valence) + (share * emoji.Valence),
            ((1 - share) * mood.Arousal) + (share * emoji.Arousal));
    }

    private static float[] Targets(CheckInMood mood)
    {
        float[] targets = EncoderHeads.Unknown();
        EncoderHeads.Circumplex.Of(targets)[0] = (float)mood.Valence;
        EncoderHeads.Circumplex.Of(targets)[1] = (float)mood.Arousal;
        EncoderHeads.Polarity.Of(targets)[0] = (float)((1 + mood.Valence) / 2);
        return targets;
    }

    /// <summary>Whether a word is for this part: of the long lists most are for training, so that development asks for words never seen.</summary>
    private bool Uses(string kind, CheckInMood word)
    {
        if (kind is not (CheckInLists.Feeling or CheckInLists.Thing or CheckInLists.Event))
        {
            return true;
        }

        int hash = word.Text.Aggregate(17, (sum, letter) => unchecked((sum * 31) + letter)) & int.MaxValue;
        return (hash % HeldOutOneOf != 0) == _forTraining;
    }

    private bool Happens(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private CheckInMood Pick(IReadOnlyList<CheckInMood> from, Func<CheckInMood, bool> fits)
    {
        CheckInMood[] fitting = [.. from.Where(fits)];
        return Pick(fitting.Length > 0 ? fitting : from);
    }
}
