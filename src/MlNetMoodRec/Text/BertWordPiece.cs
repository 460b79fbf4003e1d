using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace MlNetMoodRec.Text;

/// <summary>
/// Turns a text into the token ids of a BERT-family model: <see cref="BertTextNormalizer"/> and
/// <see cref="BertPreTokenizer"/> in front of the WordPiece of Microsoft.ML.Tokenizers. The ids are those of the Hugging
/// Face reference, except that a special token written out in a text ("[SEP]") is read as ordinary characters.
/// Thread-safe; linear in the length of the text. The pieces of up to 50,000 words are remembered.
/// </summary>
public sealed partial class BertWordPiece
{
    /// <summary>How many ids a text gives at most unless told otherwise: the positions of the published BERT models.</summary>
    public const int DefaultMaxLength = 512;

    // Both as in BERT's own tokenization.py.
    private const int LongestWord = 100;
    private const string ContinuationPrefix = "##";

    // Words up to 32 characters keep the memory of a full cache below 10 MB, whatever is sent in.
    private const int CachedWords = 50_000;
    private const int LongestCachedWord = 32;

    private readonly BertTextNormalizer _normalizer;
    private readonly WordPieceTokenizer _wordPiece;
    private readonly string[] _vocabulary;
    private readonly Dictionary<string, int> _ids;
    private readonly ConcurrentDictionary<string, int[]> _pieces = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _piecesOf;
    private int _cachedWords;

    private BertWordPiece(string[] vocabulary, Dictionary<string, int> ids, bool lowerCase)
    {
        _vocabulary = vocabulary;
        _ids = ids;
        _normalizer = new BertTextNormalizer(lowerCase);
        _piecesOf = _pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        PaddingId = ids[PaddingToken];
        UnknownId = ids[UnknownToken];
        ClassificationId = ids[ClassificationToken];
        SeparatorId = ids[SeparatorToken];
        MaskId = ids.TryGetValue(MaskToken, out int mask) ? mask : null;

        using var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', vocabulary)));
        _wordPiece = WordPieceTokenizer.Create(lines, new WordPieceOptions
        {
            Normalizer = _normalizer,
            PreTokenizer = BertPreTokenizer.Instance,
            UnknownToken = UnknownToken,
            ContinuingSubwordPrefix = ContinuationPrefix,
            MaxInputCharsPerWord = 2 * LongestWord, // The library counts UTF-16 units, BERT characters: see PiecesOf.
        });
    }

    /// <summary>The tokens; the index of each is its id.</summary>
    public IReadOnlyList<string> Vocabulary => _vocabulary;

    /// <summary>Whether texts are lower-cased and stripped of accents.</summary>
    public bool LowerCase => _normalizer.LowerCase;

    /// <summary>The id of [PAD].</summary>
    public int PaddingId { get; }

    /// <summary>The id of [UNK].</summary>
    public int UnknownId { get; }

    /// <summary>The id of [CLS], the first of every text.</summary>
    public int ClassificationId { get; }

    /// <summary>The id of [SEP], the last of every text.</summary>
    public int SeparatorId { get; }

    /// <summary>The id of [MASK], where the vocabulary has it.</summary>
    public int? MaskId { get; }

    /// <summary>The id of a token, if the vocabulary has it.</summary>
    public bool TryGetId(string token, out int id) => _ids.TryGetValue(token, out id);

    /// <summary>The ids of a text between those of [CLS] and [SEP]; null counts as empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">How many ids to give at most, at least 2. A longer text loses its end, never [SEP].</param>
    public int[] Encode(string? text, int maxLength = DefaultMaxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 2);
        int[] buffer = ArrayPool<int>.Shared.Rent(Math.Min(maxLength, 2 + (3 * (text?.Length ?? 0))));
        int length = Encode(text, buffer.AsSpan(0, Math.Min(maxLength, buffer.Length)));
        int[] ids = buffer[..length];
        ArrayPool<int>.Shared.Return(buffer);
        return ids;
    }

    /// <summary>Writes the ids of a text, with [CLS] and [SEP], as far as they fit; returns how many were written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ids">Where to write; at least 2 long.</param>
    public int Encode(ReadOnlySpan<char> text, Span<int> ids)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Length, 2);
        char[] buffer = [];
        int normalizedLength = _normalizer.Normalize(text, ref buffer);
        ReadOnlySpan<char> normalized = buffer.AsSpan(0, normalizedLength);
        ids[0] = ClassificationId;
        int length = 1;
        int position = 0;
        while (length < ids.Length - 1 && BertPreTokenizer.TryReadWord(normalized, ref position, out int offset, out int units))
        {
            ReadOnlySpan<int> pieces = PiecesOf(normalized.Slice(offset, units));
            pieces = pieces[..Math.Min(pieces.Length, ids.Length - 1 - length)];
            pieces.CopyTo(ids[length..]);
            length += pieces.Length;
        }

        ArrayPool<char>.Shared.Return(buffer);
        ids[length++] = SeparatorId;
        return length;
    }

    /// <summary>The word pieces of a text, without [CLS] and [SEP] and without a limit.</summary>
    public IReadOnlyList<string> Tokenize(string? text)
    {
        int[] ids = Encode(text, int.MaxValue);
        return Array.ConvertAll(ids[1..^1], id => _vocabulary[id]);
    }

    /// <summary>
    /// The words of a text as BERT sees them before they are cut into pieces: normalised, without white space, every
    /// punctuation character by itself. What a WordPiece vocabulary is trained on.
    /// </summary>
    public static IEnumerable<string> SplitWords(string? text, bool lowerCase = true)
    {
        string normalized = new BertTextNormalizer(lowerCase).Normalize(text ?? "");
        return BertPreTokenizer.Instance.PreTokenize(normalized).Select(word => normalized.Substring(word.Offset, word.Length));
    }

    private int[] PiecesOf(ReadOnlySpan<char> word)
    {
        if (word.Length <= LongestCachedWord && _piecesOf.TryGetValue(word, out int[]? pieces))
        {
            return pieces;
        }

        pieces = word.Length > LongestWord && CharactersOf(word) > LongestWord
            ? [UnknownId]
            : [.. _wordPiece.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false)];
        if (word.Length <= LongestCachedWord && Volatile.Read(ref _cachedWords) < CachedWords && _piecesOf.TryAdd(word, pieces))
        {
            Interlocked.Increment(ref _cachedWords);
        }

        return pieces;
    }

    private static int CharactersOf(ReadOnlySpan<char> word)
    {
        int characters = 0;
        foreach (Rune _ in word.EnumerateRunes())
        {
            characters++;
        }

        return characters;
    }
}
