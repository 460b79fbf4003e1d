using CsCheck;
using MlNetMoodRec.Text;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

[TestClass]
public sealed class WordPieceVocabularyTrainerTests
{
    private static readonly Gen<string[]> Words = Gen.String["abcdé日🙂"].Where(word => word.Length > 0).Array[1, 50];

    /// <summary>The corpus of Sennrich et al. (2016), section 3.2, worked out by hand.</summary>
    [TestMethod]
    public void Train_HandMadeCorpus_MergesMostFrequentPairs()
    {
        string[] words = [.. Times("low", 5), .. Times("lower", 2), .. Times("newest", 6), .. Times("widest", 3)];
        string[] characters = ["##d", "##e", "##i", "##o", "##r", "##s", "##t", "##w", "l", "n", "w"];
        string[] merges = ["##es", "##est", "##ow", "low", "##ew", "##ewest", "newest"];

        IReadOnlyList<string> vocabulary = WordPieceVocabularyTrainer.Train(words, 5 + characters.Length + merges.Length);

        CollectionAssert.AreEqual(
            new[] { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]" }.Concat(characters).Concat(merges).ToArray(), vocabulary.ToArray());
    }

    [TestMethod]
    public void Train_RepeatedPiecesInAWord_CountsEveryOccurrence()
    {
        // a ##a ##a ##a: the pair (##a, ##a) counts twice, merging leaves a ##aa ##a, and of two equal pairs the one
        // whose left piece sorts first goes next.
        IReadOnlyList<string> vocabulary = WordPieceVocabularyTrainer.Train(["aaaa"], 100);

        CollectionAssert.AreEqual(new[] { "##a", "a", "##aa", "##aaa", "aaaa" }, vocabulary.Skip(5).ToArray());
    }

    [TestMethod]
    public void Train_SameWordsInAnyOrder_GivesTheSameVocabulary() => Words.Sample(words =>
        WordPieceVocabularyTrainer.Train(words, 60).SequenceEqual(WordPieceVocabularyTrainer.Train(words.Reverse(), 60)), iter: 50);

    [TestMethod]
    public void Train_AnyWords_CoversThemWithoutUnknownTokens() => Words.Sample(words =>
    {
        string[] seen = [.. words.SelectMany(word => BertWordPiece.SplitWords(word))];
        BertWordPiece tokenizer = BertWordPiece.Create(WordPieceVocabularyTrainer.Train(seen, 60));
        return seen.All(word => string.Concat(tokenizer.Tokenize(word).Select(piece => piece.Replace("##", "", StringComparison.Ordinal))) == word);
    }, iter: 50);

    [TestMethod]
    public void Train_RareCharacter_IsLeftOutWithItsWords()
    {
        IReadOnlyList<string> vocabulary = WordPieceVocabularyTrainer.Train(["ab", "ab", "aé"], 100, minimumCharacterCount: 2);

        CollectionAssert.AreEqual(new[] { "##b", "a", "ab" }, vocabulary.Skip(5).ToArray());
    }

    [TestMethod]
    public void Train_SizeBelowTheCharacters_SaysSo()
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => WordPieceVocabularyTrainer.Train(["abc"], 7));

        StringAssert.Contains(error.Message, "3 characters", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Times(string word, int count) => Enumerable.Repeat(word, count);
}
