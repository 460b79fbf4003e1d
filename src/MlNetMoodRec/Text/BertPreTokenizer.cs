using System.Text;
using Microsoft.ML.Tokenizers;

namespace MlNetMoodRec.Text;

/// <summary>
/// BERT's pre-tokenisation, exactly: words end at white space, and every punctuation character is a word by itself,
/// where all of ASCII but letters and digits counts as punctuation and other symbols (emoji, currency) do not.
/// Thread-safe.
/// </summary>
public sealed class BertPreTokenizer : PreTokenizer
{
    /// <summary>The one instance that is needed.</summary>
    public static BertPreTokenizer Instance { get; } = new();

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Words(text);
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => Words(text.ToString());

    /// <summary>The next word at or after <paramref name="position"/>, which moves behind it; false at the end.</summary>
    internal static bool TryReadWord(ReadOnlySpan<char> text, ref int position, out int offset, out int length)
    {
        while (position < text.Length && BertCharacters.Kinds(text[position]) == BertCharacterKinds.WhiteSpace)
        {
            position++;
        }

        offset = position;
        while (position < text.Length)
        {
            char character = text[position];
            BertCharacterKinds kinds = BertCharacters.Kinds(character);
            int units = 1;
            if (char.IsHighSurrogate(character) && position + 1 < text.Length
                && Rune.TryCreate(character, text[position + 1], out Rune supplementary))
            {
                kinds = BertCharacters.Kinds(supplementary);
                units = 2;
            }

            bool punctuation = kinds.HasFlag(BertCharacterKinds.Punctuation);
            if (kinds == BertCharacterKinds.WhiteSpace || (punctuation && position > offset))
            {
                break;
            }

            position += units;
            if (punctuation)
            {
                break;
            }
        }

        length = position - offset;
        return length > 0;
    }

    private static IEnumerable<(int Offset, int Length)> Words(string text)
    {
        int position = 0;
        while (TryReadWord(text, ref position, out int offset, out int length))
        {
            yield return (offset, length);
        }
    }
}
