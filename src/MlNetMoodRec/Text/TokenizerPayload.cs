using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace MlNetMoodRec.Text;

/// <summary>
/// A tokenizer as one string, which is how it travels in a saved ML.NET model: a line with the settings, then the
/// vocabulary, one token a line.
/// </summary>
internal static class TokenizerPayload
{
    private const string Format = "WordPiece 1";

    // A loaded model hands the same string to every row, so one look-up by reference finds the tokenizer.
    private static readonly ConditionalWeakTable<string, Entry> _entries = [];

    public static string Write(BertWordPiece tokenizer, int maxLength) =>
        string.Create(CultureInfo.InvariantCulture, $"{Format} {maxLength} {(tokenizer.LowerCase ? "uncased" : "cased")}\n")
        + string.Join('\n', tokenizer.Vocabulary);

    public static (BertWordPiece Tokenizer, int MaxLength) Read(string payload)
    {
        Entry entry = _entries.GetValue(payload, Parse);
        return (entry.Tokenizer, entry.MaxLength);
    }

    /// <summary>The payload as a literal of ML.NET's expression language, which takes printable ASCII and \uXXXX.</summary>
    public static string ToExpression(string payload)
    {
        var literal = new StringBuilder(payload.Length + (payload.Length / 4)).Append('"');
        foreach (char character in payload)
        {
            if (character is >= ' ' and <= '~' and not '"' and not '\\')
            {
                literal.Append(character);
            }
            else
            {
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
        }

        return literal.Append('"').ToString();
    }

    private static Entry Parse(string payload)
    {
        string[] lines = payload.Split('\n');
        string[] settings = lines[0].Split(' ');
        return lines[0].StartsWith(Format + " ", StringComparison.Ordinal) && settings is [_, _, var length, var letterCase]
            ? new Entry(
                BertWordPiece.Create(lines[1..], lowerCase: letterCase == "uncased"),
                int.Parse(length, CultureInfo.InvariantCulture))
            : throw new MoodRecException(
                $"The model's tokenizer has another format than '{Format}': it was saved by another version of this library.");
    }

    private sealed record Entry(BertWordPiece Tokenizer, int MaxLength);
}
