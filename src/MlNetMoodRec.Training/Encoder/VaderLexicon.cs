using System.Globalization;
using System.Text.RegularExpressions;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// The polarity that the VADER lexicon gives a text (Hutto and Gilbert 2014): word scores, turned round by a negation
/// and strengthened by boosters, capitals and exclamation marks in the way of the paper. An auxiliary target in
/// training, and the baseline that a trained encoder has to beat.
/// </summary>
internal sealed partial class VaderLexicon
{
    // Constants of the paper: section 3.2, and alpha of its normalisation.
    private const double NegationFactor = -0.74;
    private const double BoosterScore = 0.293;
    private const double CapitalsScore = 0.733;
    private const double ExclamationScore = 0.292;
    private const double Alpha = 15;
    private const int NegationReach = 3;

    private static readonly HashSet<string> Negations = new(StringComparer.OrdinalIgnoreCase)
    {
        "not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "nowhere", "without", "cannot", "cant", "dont", "didnt",
        "doesnt", "isnt", "wasnt", "arent", "werent", "wont", "wouldnt", "shouldnt", "couldnt", "hasnt", "havent", "hadnt", "aint",
        "rarely", "seldom", "hardly", "n't",
    };

    private static readonly Dictionary<string, int> Boosters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["very"] = 1, ["really"] = 1, ["so"] = 1, ["extremely"] = 1, ["absolutely"] = 1, ["completely"] = 1, ["totally"] = 1,
        ["incredibly"] = 1, ["deeply"] = 1, ["especially"] = 1, ["particularly"] = 1, ["quite"] = 1, ["utterly"] = 1, ["truly"] = 1,
        ["most"] = 1, ["more"] = 1, ["highly"] = 1, ["super"] = 1, ["almost"] = -1, ["barely"] = -1, ["slightly"] = -1,
        ["somewhat"] = -1, ["partly"] = -1, ["less"] = -1, ["little"] = -1, ["kinda"] = -1, ["sorta"] = -1,
    };

    private readonly Dictionary<string, double> _scores = new(StringComparer.OrdinalIgnoreCase);

    private VaderLexicon()
    {
    }

    /// <summary>Reads vader_lexicon.txt: a token and its mean score, separated by tabs, then columns that are not used.</summary>
    public static VaderLexicon Load(string path)
    {
        var lexicon = new VaderLexicon();
        foreach ((int number, string line) in DataFile.Lines(path).Where(line => line.Text.Length > 0))
        {
            string[] columns = line.Split('\t');
            if (columns.Length < 2 || !double.TryParse(columns[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double score))
            {
                throw DataFile.BadRow(path, number, "a token, a tab and its score");
            }

            lexicon._scores[columns[0]] = score;
        }

        return lexicon;
    }

    /// <summary>The score of a word in [-4, 4]; 0 when it is not in the lexicon.</summary>
    public double Score(string word) => _scores.GetValueOrDefault(word);

    /// <summary>The compound score in [-1, 1]; 0 when no word is in the lexicon.</summary>
    public double Compound(string text)
    {
        string[] tokens = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Word)];
        bool mixedCase = tokens.Any(IsCapitals) && !tokens.All(IsCapitals);
        double[] scores = [.. tokens.Select((_, i) => Score(tokens, i, mixedCase))];

        // What comes after "but" counts more than what comes before.
        int but = Array.FindIndex(tokens, token => token.Equals("but", StringComparison.OrdinalIgnoreCase));
        double sum = but < 0 ? scores.Sum() : scores.Select((score, i) => score * (i < but ? 0.5 : 1.5)).Sum();
        if (sum == 0)
        {
            return 0;
        }

        sum += Math.Sign(sum) * ExclamationScore * Math.Min(4, text.Count(c => c == '!'));
        return sum / Math.Sqrt((sum * sum) + Alpha);
    }

    private double Score(string[] tokens, int at, bool mixedCase)
    {
        if (Boosters.ContainsKey(tokens[at]) || !_scores.TryGetValue(tokens[at], out double score))
        {
            return 0;
        }

        double sign = Math.Sign(score);
        score += mixedCase && IsCapitals(tokens[at]) ? sign * CapitalsScore : 0;
        bool negated = false;
        for (int distance = 1; distance <= NegationReach && distance <= at; distance++)
        {
            string before = tokens[at - distance];
            score += sign * BoosterScore * Boosters.GetValueOrDefault(before) * (1 - (0.05 * (distance - 1)));
            negated |= Negations.Contains(before) || before.EndsWith("n't", StringComparison.OrdinalIgnoreCase);
        }

        return negated ? score * NegationFactor : score;
    }

    /// <summary>A token without the punctuation round it, unless it is an emoticon.</summary>
    private string Word(string token)
    {
        string word = Edges().Replace(token, "");
        return word.Length <= 1 || _scores.ContainsKey(token) ? token : word;
    }

    private static bool IsCapitals(string token) => token.Length > 1 && token.Any(char.IsLetter) && !token.Any(char.IsLower);

    [GeneratedRegex(@"^\p{P}+|\p{P}+$")]
    private static partial Regex Edges();
}
