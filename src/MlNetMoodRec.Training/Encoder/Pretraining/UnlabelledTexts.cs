using System.Text.RegularExpressions;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>Texts of which nothing is known but their words, cut into pieces of a few sentences.</summary>
internal static partial class UnlabelledTexts
{
    public const string SetName = "unlabelled";

    // About as long as a text of the labelled sets may be in tokens.
    private const int LongestPiece = 240;

    /// <summary>The pieces of all texts in a file with a column of texts.</summary>
    /// <exception cref="MoodRecException">The file cannot be read.</exception>
    public static IEnumerable<string> Read(string file)
    {
        var options = new TextReaderOptions();
        using Table table = new(file, options, options.CreateMapping(withLabels: false));
        string text = "";
        while (table.Read(() => text = TextReaderOptions.ReadText(table)))
        {
            foreach (string piece in Pieces(text))
            {
                yield return piece;
            }
        }
    }

    /// <summary>A text cut after sentences, into pieces that hold as many of them as fit.</summary>
    public static IEnumerable<string> Pieces(string text)
    {
        string piece = "";
        foreach (string sentence in SentenceEnd().Split(text).Select(s => s.Trim()).Where(s => s.Length > 0))
        {
            if (piece.Length > 0 && piece.Length + sentence.Length >= LongestPiece)
            {
                yield return piece;
                piece = "";
            }

            piece = piece.Length == 0 ? sentence : piece + " " + sentence;
        }

        if (piece.Length > 0)
        {
            yield return piece;
        }
    }

    [GeneratedRegex(@"(?<=[.!?])\s+|(?<=[.!?])(?=[A-Z])|\n+")]
    private static partial Regex SentenceEnd();
}
