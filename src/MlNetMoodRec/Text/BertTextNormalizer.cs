using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace MlNetMoodRec.Text;

/// <summary>
/// BERT's text normalisation, exactly: control characters go, white space becomes spaces, CJK ideographs are set
/// between spaces, accents are stripped and letters lower-cased. Unlike the <see cref="Normalizer"/> that
/// Microsoft.ML.Tokenizers brings for BERT, it keeps symbols and emoji, keeps words apart that a line break or tab
/// separates, and needs no ICU. Letters are lower-cased one by one, as in the Hugging Face tokenizers library: a
/// final capital sigma becomes σ. Thread-safe; linear in the length of the text.
/// </summary>
/// <param name="lowerCase">Whether to lower-case and strip accents; false for cased vocabularies.</param>
public sealed class BertTextNormalizer(bool lowerCase = true) : Normalizer
{
    // No character of one UTF-16 unit becomes more than three, and none of two becomes more than eight.
    private const int LongestExpansion = 8;

    /// <summary>Whether letters are lower-cased and accents stripped.</summary>
    public bool LowerCase { get; } = lowerCase;

    /// <inheritdoc/>
    public override string Normalize(string original)
    {
        ArgumentNullException.ThrowIfNull(original);
        return Normalize(original.AsSpan());
    }

    /// <inheritdoc/>
    public override string Normalize(ReadOnlySpan<char> original)
    {
        char[] buffer = [];
        int length = Normalize(original, ref buffer);
        string normalized = new(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return normalized;
    }

    /// <summary>Writes the normalised text to <paramref name="buffer"/>, exchanged for a larger one of the shared pool as needed.</summary>
    internal int Normalize(ReadOnlySpan<char> original, ref char[] buffer)
    {
        int length = 0;
        Span<char> destination = Enlarge(ref buffer, length, original.Length);
        for (int i = 0; i < original.Length; i++)
        {
            if (destination.Length - length < LongestExpansion)
            {
                destination = Enlarge(ref buffer, length, original.Length - i);
            }

            char character = original[i];
            BertCharacterKinds kinds = BertCharacters.Kinds(character);
            if (kinds is BertCharacterKinds.None or BertCharacterKinds.Punctuation)
            {
                destination[length++] = character;
            }
            else if (kinds == BertCharacterKinds.WhiteSpace)
            {
                destination[length++] = ' ';
            }
            else if (kinds == BertCharacterKinds.Folded && LowerCase && BertCharacters.FoldToOne(character) is var folded and not '\0')
            {
                destination[length++] = folded;
            }
            else if (kinds != BertCharacterKinds.Dropped)
            {
                length += WriteRare(new Rune(character), kinds, destination[length..]);
            }
            else if (i + 1 < original.Length && Rune.TryCreate(character, original[i + 1], out Rune supplementary))
            {
                i++;
                length += WriteRare(supplementary, BertCharacters.Kinds(supplementary), destination[length..]);
            }
        }

        return length;
    }

    private int WriteRare(Rune character, BertCharacterKinds kinds, Span<char> destination)
    {
        if (kinds.HasFlag(BertCharacterKinds.Dropped))
        {
            return 0;
        }

        bool ideograph = kinds.HasFlag(BertCharacterKinds.CjkIdeograph);
        int length = 0;
        if (ideograph)
        {
            destination[length++] = ' ';
        }

        length += LowerCase && kinds.HasFlag(BertCharacterKinds.Folded)
            ? BertCharacters.Fold(character, destination[length..])
            : character.EncodeToUtf16(destination[length..]);
        if (ideograph)
        {
            destination[length++] = ' ';
        }

        return length;
    }

    private static Span<char> Enlarge(ref char[] buffer, int length, int remaining)
    {
        int needed = length + remaining + Math.Max(LongestExpansion, length / 2);
        if (buffer.Length < needed)
        {
            char[] larger = ArrayPool<char>.Shared.Rent(needed);
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer;
    }
}
