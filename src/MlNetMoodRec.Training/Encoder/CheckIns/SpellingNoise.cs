using System.Text;

namespace MlNetMoodRec.Training.Encoder.CheckIns;

/// <summary>Writes a text as hurried people do: apostrophes left out, slips of the fingers, letters drawn out, short forms.</summary>
internal static class SpellingNoise
{
    private const double ApostrophesLost = 0.5;
    private const double SlipsPerWord = 0.08;
    private const int ShortestWordWithSlips = 4;

    private static readonly (string From, string To)[] ShortForms =
    [
        ("you", "u"), ("are", "r"), ("because", "cuz"), ("going to", "gonna"), ("really", "rly"), ("right now", "rn"), ("tonight", "2nite"),
        ("tomorrow", "tmrw"), ("people", "ppl"), ("feeling", "feelin"), ("with", "w/"), ("and", "n"), ("today", "2day"), ("though", "tho"),
        ("please", "pls"), ("don't know", "dunno"), ("kind of", "kinda"), ("very", "v"), ("good", "gud"), ("so", "soo"), ("love", "luv"),
    ];

    /// <summary>A noisy copy of a text, the same for the same state of the random numbers.</summary>
    public static string Apply(string text, Random random)
    {
        if (random.NextDouble() < ApostrophesLost)
        {
            text = text.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        }

        (string from, string to) = ShortForms[random.Next(ShortForms.Length)];
        text = $" {text} ".Replace($" {from} ", $" {to} ", StringComparison.OrdinalIgnoreCase).Trim();
        return string.Join(' ', text.Split(' ').Select(word => Slip(word, random)));
    }

    private static string Slip(string word, Random random)
    {
        if (word.Length < ShortestWordWithSlips || !word.All(char.IsLetter) || random.NextDouble() >= SlipsPerWord)
        {
            return word;
        }

        var letters = new StringBuilder(word);
        int at = random.Next(1, word.Length - 1);
        switch (random.Next(4))
        {
            case 0:
                (letters[at], letters[at + 1]) = (letters[at + 1], letters[at]);
                break;
            case 1:
                letters.Remove(at, 1);
                break;
            case 2:
                letters.Insert(at, letters[at]);
                break;
            default:
                letters.Append(letters[^1], random.Next(1, 4));
                break;
        }

        return letters.ToString();
    }
}
