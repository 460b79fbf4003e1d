using System.Text;
using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Texts;

/// <summary>Writes what a listener in a mood would write. Thread-safe.</summary>
internal static class TextGrammar
{
    /// <summary>Shares of the kinds of text; arbitrary, with a fifth of the texts useless or worse.</summary>
    private static readonly (TextKind Kind, double Share)[] Shares =
    [
        (TextKind.Plain, 0.40), (TextKind.Negated, 0.12), (TextKind.Slang, 0.12), (TextKind.Emoji, 0.10), (TextKind.Typos, 0.08), (TextKind.OtherLanguage, 0.02),
        (TextKind.NoMood, 0.10), (TextKind.Misleading, 0.06),
    ];

    public static WrittenText Write(ref RandomStream random, TextTime time, TrueMood mood, bool liked)
    {
        var kind = Kind(random.NextDouble());
        var draft = new Draft { Random = random, Time = time, Mood = mood, Liked = liked };
        var text = kind switch
        {
            TextKind.OtherLanguage => OtherLanguage(draft),
            TextKind.Typos => Mistype(draft, Expand(draft, Pattern(kind, draft))),
            _ => Expand(draft, Pattern(kind, draft)),
        };
        return new WrittenText(Styled(draft, text, kind), time, kind);
    }

    private static TextKind Kind(double uniform)
    {
        foreach (var (kind, share) in Shares)
        {
            uniform -= share;
            if (uniform < 0)
            {
                return kind;
            }
        }

        return TextKind.Plain;
    }

    private static string Pattern(TextKind kind, Draft draft) => draft.Random.Pick(kind switch
    {
        TextKind.Negated => Patterns.Negated,
        TextKind.Slang => Patterns.Slang,
        TextKind.Emoji => Patterns.Emoji,
        TextKind.NoMood => Patterns.NoMood,
        TextKind.Misleading => draft.Mood.Valence < -0.15 && draft.Random.NextBool(0.5) ? Patterns.Irony : Patterns.Misleading,
        _ => draft.Time == TextTime.Before ? Patterns.CheckIn : Patterns.Review,
    });

    private static string Expand(Draft draft, string pattern)
    {
        var text = new StringBuilder(pattern.Length * 3);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '{')
            {
                text.Append(pattern[i]);
                continue;
            }

            var end = pattern.IndexOf('}', i);
            var filler = Fill(draft, pattern.AsSpan(i + 1, end - i - 1));
            text.Append(filler.Contains('{', StringComparison.Ordinal) ? Expand(draft, filler) : filler);
            i = end;
        }

        return text.ToString();
    }

    private static string Fill(Draft draft, ReadOnlySpan<char> slot)
    {
        ref var random = ref draft.Random;
        var mood = draft.Mood;
        return slot switch
        {
            "adj" => draft.Adjective = MoodWords.Near(ref random, mood.Valence, mood.Arousal),
            "adj2" => Other(draft),
            "anti" => MoodWords.Near(ref random, Opposite(mood.Valence), Opposite(mood.Arousal)),
            "why" => random.Pick(Phrases.Reasons[(int)DrawQuadrant(draft)]),
            "int" => random.Pick(Phrases.Intensifiers),
            "when" => random.Pick(Phrases.Whens),
            "ctx" => random.Pick(Phrases.Contexts),
            "ask" => random.Pick(Phrases.Asks),
            "it" => random.Pick(Phrases.SongWords),
            "who" => random.Pick(Phrases.People),
            "task" => random.Pick(Phrases.Tasks),
            "obs" => random.Pick(Phrases.Observations),
            "op" => draft.Time == TextTime.Before ? random.Pick(Phrases.Asks) : random.Pick(draft.Liked ? Phrases.Liked : Phrases.NotLiked),
            "sl" => random.Pick(SlangAndEmoji.Slang[(int)DrawQuadrant(draft)]),
            "tail" => random.Pick(SlangAndEmoji.Tails),
            "e" => random.Pick(SlangAndEmoji.Emoji[(int)DrawQuadrant(draft)]),
            "n" => (11 + random.NextInt(48)).ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"A sentence pattern has a slot that nothing fills: '{slot}'."),
        };
    }

    private static string Other(Draft draft)
    {
        var word = draft.Adjective;
        for (var attempt = 0; attempt < 4 && word == draft.Adjective; attempt++)
        {
            word = MoodWords.Near(ref draft.Random, draft.Mood.Valence, draft.Mood.Arousal);
        }

        return word == draft.Adjective ? "a bit strange" : word;
    }

    /// <summary>The far side of the plane, and never its middle: 'not okay' would say little.</summary>
    private static double Opposite(float value) => value >= 0 ? Math.Min(-value, -0.35) : Math.Max(-value, 0.35);

    /// <summary>The mood's quarter of the plane; near an axis sometimes the neighbouring one.</summary>
    private static Quadrant DrawQuadrant(Draft draft)
    {
        var pleasant = draft.Mood.Valence + draft.Random.NextDouble(-0.15, 0.15) >= 0;
        var aroused = draft.Mood.Arousal + draft.Random.NextDouble(-0.15, 0.15) >= 0;
        return (pleasant, aroused) switch
        {
            (true, true) => Quadrant.Lively,
            (true, false) => Quadrant.Calm,
            (false, false) => Quadrant.Low,
            _ => Quadrant.Upset,
        };
    }

    private static string OtherLanguage(Draft draft)
    {
        var language = draft.Random.Pick(SlangAndEmoji.Languages);
        var quadrant = (int)DrawQuadrant(draft);
        return draft.Random.Pick(language.Patterns)
            .Replace("{w}", draft.Random.Pick(language.Words[quadrant]), StringComparison.Ordinal)
            .Replace("{c}", draft.Random.Pick(language.Contexts), StringComparison.Ordinal)
            .Replace("{r}", draft.Random.Pick(language.Reasons[quadrant]), StringComparison.Ordinal);
    }

    /// <summary>One to three slips of the finger: a letter lost, doubled, swapped with the next, or replaced.</summary>
    private static string Mistype(Draft draft, string text)
    {
        var letters = new StringBuilder(text);
        for (var slips = 1 + draft.Random.NextInt(3); slips > 0 && letters.Length > 3; slips--)
        {
            var place = draft.Random.NextInt(letters.Length - 1);
            if (!char.IsAsciiLetter(letters[place]) || !char.IsAsciiLetter(letters[place + 1]))
            {
                continue;
            }

            switch (draft.Random.NextInt(4))
            {
                case 0:
                    letters.Remove(place, 1);
                    break;
                case 1:
                    letters.Insert(place, letters[place]);
                    break;
                case 2:
                    (letters[place], letters[place + 1]) = (letters[place + 1], letters[place]);
                    break;
                default:
                    letters[place] = "qwertyuiopasdfghjklzxcvbnm"[draft.Random.NextInt(26)];
                    break;
            }
        }

        return letters.ToString();
    }

    /// <summary>How it is typed: most in lower case, some as sentences, a few with stretched vowels or on two lines.</summary>
    private static string Styled(Draft draft, string text, TextKind kind)
    {
        var style = draft.Random.NextDouble();
        var extra = draft.Random.NextDouble();
        if (style < 0.6 || kind == TextKind.Slang)
        {
            text = text.ToLowerInvariant();
        }
        else if (style < 0.9)
        {
            text = char.ToUpperInvariant(text[0]) + text[1..] + (char.IsLetterOrDigit(text[^1]) ? draft.Random.NextBool(0.2) ? "!" : "." : "");
        }

        if (extra < 0.03)
        {
            text = text.Replace("so ", "sooo ", StringComparison.Ordinal);
        }
        else if (extra < 0.04)
        {
            text = text.Replace(", ", ",\n", StringComparison.Ordinal);
        }

        return text;
    }

    private sealed class Draft
    {
        public RandomStream Random;

        public required TextTime Time { get; init; }

        public required TrueMood Mood { get; init; }

        public required bool Liked { get; init; }

        public string Adjective { get; set; } = "";
    }
}
