using System.Text;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Builds a WordPiece vocabulary from the words of a corpus: starting from characters, the pair of neighbouring pieces
/// that occurs most often becomes a new piece, until the vocabulary is full (Sennrich et al. 2016; pieces inside a
/// word carry "##"). Equal counts are decided by ordinal order, so the same words give the same vocabulary.
/// </summary>
internal sealed class WordPieceVocabularyTrainer
{
    public const string Continuation = "##";
    private const int LongestWord = 100;

    private readonly List<string> _pieces = [];
    private readonly Dictionary<string, int> _ids = [];
    private readonly List<(List<int> Pieces, long Count)> _words = [];
    private readonly Dictionary<(int Left, int Right), long> _pairCounts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _wordsOfPair = [];
    private readonly PriorityQueue<(int Left, int Right), (long Count, string Left, string Right)> _queue = new(new MostFrequentFirst());

    private WordPieceVocabularyTrainer()
    {
    }

    /// <summary>The tokens every vocabulary begins with.</summary>
    public static IReadOnlyList<string> SpecialTokens { get; } = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>
    /// Trains a vocabulary of at most <paramref name="size"/> tokens. Characters seen fewer than
    /// <paramref name="minimumCharacterCount"/> times are left out: words that hold them become [UNK].
    /// </summary>
    public static IReadOnlyList<string> Train(IEnumerable<string> words, int size, int minimumCharacterCount = 1)
    {
        var counts = new Dictionary<string, long>();
        foreach (string word in words.Where(word => word.Length is > 0 and <= LongestWord))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        var trainer = new WordPieceVocabularyTrainer();
        trainer.AddCharacters(counts, minimumCharacterCount);
        if (SpecialTokens.Count + trainer._pieces.Count > size)
        {
            throw new MoodRecException(
                $"A vocabulary of {size} tokens cannot hold the {trainer._pieces.Count} characters of the texts and {SpecialTokens.Count} special tokens; raise the vocabulary size.");
        }

        trainer.CountPairs();
        trainer.Merge(size - SpecialTokens.Count);
        return [.. SpecialTokens, .. trainer._pieces];
    }

    private void AddCharacters(Dictionary<string, long> counts, int minimumCharacterCount)
    {
        var characters = new Dictionary<Rune, long>();
        foreach ((string word, long count) in counts)
        {
            foreach (Rune character in word.EnumerateRunes())
            {
                characters[character] = characters.GetValueOrDefault(character) + count;
            }
        }

        var known = characters.Where(c => c.Value >= minimumCharacterCount).Select(c => c.Key).ToHashSet();
        var words = counts.Where(w => w.Key.EnumerateRunes().All(known.Contains)).OrderBy(w => w.Key, StringComparer.Ordinal)
            .Select(w => (Pieces: Characters(w.Key), Count: w.Value)).ToList();
        foreach (string piece in words.SelectMany(w => w.Pieces).Distinct().Order(StringComparer.Ordinal))
        {
            Add(piece);
        }

        _words.AddRange(words.Select(w => (w.Pieces.Select(p => _ids[p]).ToList(), w.Count)));
    }

    private static List<string> Characters(string word) =>
        [.. word.EnumerateRunes().Select((character, i) => i == 0 ? character.ToString() : Continuation + character)];

    private int Add(string piece)
    {
        _ids.Add(piece, _pieces.Count);
        _pieces.Add(piece);
        return _pieces.Count - 1;
    }

    private void CountPairs()
    {
        for (int word = 0; word < _words.Count; word++)
        {
            ChangePairs(word, +1);
        }

        foreach ((int Left, int Right) pair in _pairCounts.Keys)
        {
            Enqueue(pair);
        }
    }

    private void Merge(int size)
    {
        while (_pieces.Count < size && _queue.TryDequeue(out (int Left, int Right) pair, out (long Count, string, string) priority))
        {
            if (_pairCounts.GetValueOrDefault(pair) != priority.Count)
            {
                continue;
            }

            string text = _pieces[pair.Left] + _pieces[pair.Right][Continuation.Length..];
            int merged = _ids.TryGetValue(text, out int existing) ? existing : Add(text);
            var changed = new HashSet<(int, int)>();
            foreach (int word in _wordsOfPair[pair])
            {
                changed.UnionWith(ChangePairs(word, -1));
                Replace(_words[word].Pieces, pair, merged);
                changed.UnionWith(ChangePairs(word, +1));
            }

            _wordsOfPair.Remove(pair);
            changed.Remove(pair);
            foreach ((int, int) other in changed)
            {
                Enqueue(other);
            }
        }
    }

    /// <summary>Adds a word's pairs to the counts, or takes them away, and returns them.</summary>
    private List<(int Left, int Right)> ChangePairs(int word, int sign)
    {
        (List<int> pieces, long count) = _words[word];
        var pairs = new List<(int, int)>();
        for (int i = 0; i + 1 < pieces.Count; i++)
        {
            (int, int) pair = (pieces[i], pieces[i + 1]);
            pairs.Add(pair);
            _pairCounts[pair] = _pairCounts.GetValueOrDefault(pair) + (sign * count);
            if (sign > 0)
            {
                if (!_wordsOfPair.TryGetValue(pair, out HashSet<int>? words))
                {
                    _wordsOfPair[pair] = words = [];
                }

                words.Add(word);
            }
        }

        return pairs;
    }

    private static void Replace(List<int> pieces, (int Left, int Right) pair, int merged)
    {
        for (int i = 0; i + 1 < pieces.Count; i++)
        {
            if (pieces[i] == pair.Left && pieces[i + 1] == pair.Right)
            {
                pieces[i] = merged;
                pieces.RemoveAt(i + 1);
            }
        }
    }

    private void Enqueue((int Left, int Right) pair)
    {
        long count = _pairCounts.GetValueOrDefault(pair);
        if (count > 0)
        {
            _queue.Enqueue(pair, (count, _pieces[pair.Left], _pieces[pair.Right]));
        }
    }

    private sealed class MostFrequentFirst : IComparer<(long Count, string Left, string Right)>
    {
        public int Compare((long Count, string Left, string Right) x, (long Count, string Left, string Right) y)
        {
            int byCount = y.Count.CompareTo(x.Count);
            int byLeft = byCount != 0 ? byCount : string.CompareOrdinal(x.Left, y.Left);
            return byLeft != 0 ? byLeft : string.CompareOrdinal(x.Right, y.Right);
        }
    }
}
