using System.Globalization;
using System.Text;

namespace MlNetMoodRec.Text;

/// <summary>
/// What BERT does with each Unicode character. Nothing here asks ICU, so the answers are the same with invariant
/// globalization, on Alpine and on Windows: categories come from the runtime's own tables, lower-casing and
/// decomposition from <c>bert-folding.txt</c> (Unicode 15; see build/generate-bert-folding.cs).
/// </summary>
internal static class BertCharacters
{
    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;

    private static readonly Dictionary<int, string> _folding = ReadFolding();
    private static readonly BertCharacterKinds[] _kinds = KindsOfBasicPlane();
    private static readonly char[] _foldedTo = FoldingToOneCharacter();

    /// <summary>The kinds of a UTF-16 unit; a surrogate by itself counts as a character that is dropped.</summary>
    public static BertCharacterKinds Kinds(char character) => _kinds[character];

    /// <summary>The kinds of any character.</summary>
    public static BertCharacterKinds Kinds(Rune character) =>
        character.IsBmp ? _kinds[character.Value] : KindsOf(character.Value, Rune.GetUnicodeCategory(character));

    /// <summary>What <see cref="Fold"/> gives for a character of the basic plane, where that is one UTF-16 unit; otherwise '\0'.</summary>
    public static char FoldToOne(char character) => _foldedTo[character];

    /// <summary>Writes a character lower-cased, decomposed and without its non-spacing marks.</summary>
    public static int Fold(Rune character, Span<char> destination)
    {
        int code = character.Value;
        if (_folding.TryGetValue(code, out string? folded))
        {
            folded.CopyTo(destination);
            return folded.Length;
        }

        if (Rune.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark)
        {
            return 0;
        }

        return code is >= HangulFirst and <= HangulLast
            ? DecomposeHangul(code - HangulFirst, destination)
            : character.EncodeToUtf16(destination);
    }

    // The Unicode Standard, section 3.12, "Hangul Syllable Decomposition".
    private static int DecomposeHangul(int syllable, Span<char> destination)
    {
        const int Vowels = 21;
        const int Trails = 28;
        destination[0] = (char)(0x1100 + (syllable / (Vowels * Trails)));
        destination[1] = (char)(0x1161 + (syllable / Trails % Vowels));
        int trail = syllable % Trails;
        if (trail == 0)
        {
            return 2;
        }

        destination[2] = (char)(0x11A7 + trail);
        return 3;
    }

    private static BertCharacterKinds KindsOf(int code, UnicodeCategory category)
    {
        if (code is '\t' or '\n' or '\r')
        {
            return BertCharacterKinds.WhiteSpace;
        }

        // Unassigned characters stay: they are new emoji more often than rubbish.
        if (code is 0 or 0xFFFD
            || category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate)
        {
            return BertCharacterKinds.Dropped;
        }

        if (category is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        {
            return BertCharacterKinds.WhiteSpace;
        }

        var kinds = BertCharacterKinds.None;
        if (IsPunctuation(code, category))
        {
            kinds |= BertCharacterKinds.Punctuation;
        }

        if (IsCjkIdeograph(code))
        {
            kinds |= BertCharacterKinds.CjkIdeograph;
        }

        if (category == UnicodeCategory.NonSpacingMark || code is >= HangulFirst and <= HangulLast || _folding.ContainsKey(code))
        {
            kinds |= BertCharacterKinds.Folded;
        }

        return kinds;
    }

    // BERT counts all of ASCII but letters, digits and controls as punctuation ("$", "+", "^"), other symbols not.
    private static bool IsPunctuation(int code, UnicodeCategory category) =>
        code < 0x80
            ? code > ' ' && !char.IsAsciiLetterOrDigit((char)code)
            : category is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation;

    // The blocks of Google's tokenization.py; Hangul, Hiragana and Katakana are written with spaces or left whole.
    private static bool IsCjkIdeograph(int code) =>
        code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2CEAF) or (>= 0x2F800 and <= 0x2FA1F);

    private static BertCharacterKinds[] KindsOfBasicPlane()
    {
        var kinds = new BertCharacterKinds[char.MaxValue + 1];
        for (int code = 0; code < kinds.Length; code++)
        {
            kinds[code] = KindsOf(code, char.GetUnicodeCategory((char)code));
        }

        return kinds;
    }

    private static char[] FoldingToOneCharacter()
    {
        var foldedTo = new char[char.MaxValue + 1];
        foreach ((int code, string folded) in _folding)
        {
            if (code < foldedTo.Length && folded.Length == 1)
            {
                foldedTo[code] = folded[0];
            }
        }

        return foldedTo;
    }

    private static Dictionary<int, string> ReadFolding()
    {
        var folding = new Dictionary<int, string>(4096);
        for (int code = 'A'; code <= 'Z'; code++)
        {
            folding.Add(code, ((char)(code | 0x20)).ToString());
        }

        using var resource = new StreamReader(typeof(BertCharacters).Assembly.GetManifestResourceStream("bert-folding.txt")!);
        while (resource.ReadLine() is { } line)
        {
            int[] codes = [.. line.Split(' ').Select(c => int.Parse(c, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            folding.Add(codes[0], string.Concat(codes.Skip(1).Select(char.ConvertFromUtf32)));
        }

        return folding;
    }
}
