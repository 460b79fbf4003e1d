using System.Text;

namespace MlNetMoodRec.Text;

public sealed partial class BertWordPiece
{
    private const string PaddingToken = "[PAD]";
    private const string UnknownToken = "[UNK]";
    private const string ClassificationToken = "[CLS]";
    private const string SeparatorToken = "[SEP]";
    private const string MaskToken = "[MASK]";

    // Published vocabularies end at about 5 MB; whatever is larger is some other file.
    private const long LargestVocabularyFile = 64 << 20;

    /// <summary>The tokens that a vocabulary must hold; [MASK] is wanted only for pretraining.</summary>
    public static IReadOnlyList<string> RequiredTokens { get; } = [PaddingToken, UnknownToken, ClassificationToken, SeparatorToken];

    /// <summary>Reads a vocabulary file: UTF-8, one token a line, the line's number (from 0) is the token's id.</summary>
    /// <exception cref="MoodRecException">The file is not there, or is no such vocabulary.</exception>
    public static BertWordPiece Load(string vocabPath, bool lowerCase = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(vocabPath);
        string[] lines = ReadLines(vocabPath);
        if (lines.Length > 0 && lines[0].StartsWith('{'))
        {
            throw new MoodRecException(
                $"'{vocabPath}' looks like JSON; expected a WordPiece vocabulary with one token a line (vocab.txt). "
                + "The vocab.txt usually lies beside a tokenizer.json.");
        }

        return Create(lines, lowerCase, $"'{vocabPath}'");
    }

    /// <summary>Makes a tokenizer of a vocabulary in memory; the index of a token is its id.</summary>
    /// <exception cref="MoodRecException">A required token is missing, or a token is empty or there twice.</exception>
    public static BertWordPiece Create(IReadOnlyList<string> vocabulary, bool lowerCase = true)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return Create([.. vocabulary], lowerCase, "The vocabulary");
    }

    private static BertWordPiece Create(string[] vocabulary, bool lowerCase, string source)
    {
        if (vocabulary.Length == 0)
        {
            throw new MoodRecException($"{source} is empty; expected a WordPiece vocabulary with one token a line.");
        }

        var ids = new Dictionary<string, int>(vocabulary.Length, StringComparer.Ordinal);
        for (int id = 0; id < vocabulary.Length; id++)
        {
            string token = vocabulary[id];
            if (string.IsNullOrEmpty(token) || token.AsSpan().ContainsAny('\r', '\n'))
            {
                throw new MoodRecException(
                    $"{source}, line {id + 1}: the token is empty or holds a line break; expected one token a line.");
            }

            if (!ids.TryAdd(token, id))
            {
                throw new MoodRecException(
                    $"{source}, line {id + 1}: the token '{token}' is already on line {ids[token] + 1}; expected each token once.");
            }
        }

        string[] missing = [.. RequiredTokens.Where(t => !ids.ContainsKey(t))];
        return missing.Length == 0
            ? new BertWordPiece(vocabulary, ids, lowerCase)
            : throw new MoodRecException(
                $"{source} has {vocabulary.Length} tokens but not {string.Join(", ", missing)}; expected the vocab.txt of a "
                + $"BERT-family model, which holds {string.Join(", ", RequiredTokens)}.");
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new MoodRecException(
                    $"The vocabulary file '{path}' is not there{(Directory.Exists(path) ? " (it is a folder)" : "")}; "
                    + "expected the path of a WordPiece vocabulary (vocab.txt).");
            }

            if (file.Length > LargestVocabularyFile)
            {
                throw new MoodRecException(
                    $"'{path}' has {file.Length >> 20} MB; expected a WordPiece vocabulary with one token a line, a few MB at most.");
            }

            return File.ReadAllLines(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException e)
        {
            throw new MoodRecException($"'{path}' is not UTF-8 text; expected a WordPiece vocabulary with one token a line.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"The vocabulary file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
