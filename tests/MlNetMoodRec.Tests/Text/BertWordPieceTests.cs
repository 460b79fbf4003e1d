using CsCheck;
using Microsoft.ML.Tokenizers;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Tests.Text;

[TestClass]
public sealed class BertWordPieceTests
{
    private static readonly string[] Small = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##a", "b", "##b", "!", "😂", "##😂"];

    [TestMethod]
    public void Encode_EmptyNullAndWhiteSpace_AreClsSep()
    {
        BertWordPiece tokenizer = BertWordPiece.Create(Small);
        foreach (string? text in new[] { "", null, " \n\t", "\0", "\ud83d" })
        {
            CollectionAssert.AreEqual(new[] { 2, 3 }, tokenizer.Encode(text));
        }
    }

    [TestMethod]
    public void Encode_Words_AreCutGreedily()
    {
        BertWordPiece tokenizer = BertWordPiece.Create(Small);

        CollectionAssert.AreEqual(new[] { 2, 4, 7, 5, 8, 6, 1, 3 }, tokenizer.Encode("aba!B c"));
        CollectionAssert.AreEqual(new[] { "a", "##b", "##a", "!", "b", "[UNK]" }, tokenizer.Tokenize("aba!B c").ToArray());
    }

    [TestMethod]
    public void Encode_TooLong_KeepsSep()
    {
        BertWordPiece tokenizer = BertWordPiece.Create(Small);

        CollectionAssert.AreEqual(new[] { 2, 4, 7, 3 }, tokenizer.Encode("abab abab", maxLength: 4));
        CollectionAssert.AreEqual(new[] { 2, 3 }, tokenizer.Encode("abab abab", maxLength: 2));
        Assert.HasCount(BertWordPiece.DefaultMaxLength, tokenizer.Encode(new string('!', 10_000)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => tokenizer.Encode("a", maxLength: 1));
    }

    [TestMethod]
    public void Encode_LimitOfAHundred_CountsCharactersNotUnits()
    {
        BertWordPiece tokenizer = BertWordPiece.Create(Small);
        string Emoji(int count) => string.Concat(Enumerable.Repeat("😂", count));

        Assert.HasCount(102, tokenizer.Encode(new string('a', 100)));
        CollectionAssert.AreEqual(new[] { 2, 1, 3 }, tokenizer.Encode(new string('a', 101)));
        Assert.HasCount(102, tokenizer.Encode(Emoji(100)));
        CollectionAssert.AreEqual(new[] { 2, 1, 3 }, tokenizer.Encode(Emoji(101)));
    }

    [TestMethod]
    public void Encode_SpecialTokensInText_AreOrdinaryCharacters()
    {
        BertWordPiece tokenizer = BertWordPiece.Load(SharedData.Path("models", "distilbert-base-uncased", "vocab.txt"));

        CollectionAssert.AreEqual(new[] { "[", "sep", "]" }, tokenizer.Tokenize("[SEP]").ToArray());
    }

    [TestMethod]
    public void Encode_AnyText_EqualsLibraryWithTheSameParts()
    {
        string vocabulary = SharedData.Path("models", "distilbert-base-uncased", "vocab.txt");
        BertWordPiece tokenizer = BertWordPiece.Load(vocabulary);
        WordPieceTokenizer library = WordPieceTokenizer.Create(vocabulary, new WordPieceOptions
        {
            Normalizer = new BertTextNormalizer(),
            PreTokenizer = BertPreTokenizer.Instance,
        });
        string[] known = ["song", "happily", "생", "生", "😂", "—"];
        Gen<string> word = Gen.OneOf(Gen.String[Gen.Char['!', '\u00FF'], 1, 12], Gen.Int[0, known.Length - 1].Select(i => known[i]));
        word.Array[0, 30].Select(words => string.Join(' ', words)).Sample(text =>
            CollectionAssert.AreEqual(library.EncodeToIds(text).ToArray(), tokenizer.Encode(text, int.MaxValue)[1..^1]));
    }

    [TestMethod]
    public void Encode_MoreWordsThanAreRemembered_SameIds()
    {
        BertWordPiece tokenizer = BertWordPiece.Load(SharedData.Path("models", "distilbert-base-uncased", "vocab.txt"));
        string[] words = [.. Enumerable.Range(0, 60_000).Select(i => $"w{i * 7919}")];

        int[][] first = [.. words.Select(w => tokenizer.Encode(w))];
        int[][] again = new int[words.Length][];
        Parallel.For(0, words.Length, i => again[i] = tokenizer.Encode(words[i]));

        Assert.IsTrue(first.Zip(again).All(pair => pair.First.SequenceEqual(pair.Second)));
    }

    [TestMethod]
    [Timeout(20_000, CooperativeCancellation = false)]
    public void Encode_AMegabyte_IsLinear()
    {
        BertWordPiece tokenizer = BertWordPiece.Create(Small);

        Assert.HasCount(500_002, tokenizer.Encode(string.Concat(Enumerable.Repeat("a ", 500_000)), int.MaxValue));
        CollectionAssert.AreEqual(new[] { 2, 1, 3 }, tokenizer.Encode(new string('a', 1_000_000)));
        Assert.HasCount(1_000_002, tokenizer.Encode(new string('!', 1_000_000), int.MaxValue));
    }

    [TestMethod]
    public void Load_WindowsLineEndsAndByteOrderMark_AreNoTokens()
    {
        string path = WriteFile([0xEF, 0xBB, 0xBF, .. "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n[MASK]\r\na\r\n"u8]);

        BertWordPiece tokenizer = BertWordPiece.Load(path);

        CollectionAssert.AreEqual(new[] { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a" }, tokenizer.Vocabulary.ToArray());
        Assert.AreEqual(4, tokenizer.MaskId);
        Assert.IsTrue(tokenizer.TryGetId("a", out int id));
        Assert.AreEqual(5, id);
        File.Delete(path);
    }

    [TestMethod]
    [DataRow("", "is empty", DisplayName = "empty")]
    [DataRow("{\n\"model\": {}}", "looks like JSON", DisplayName = "JSON")]
    [DataRow("[PAD]\n[UNK]\nhello\n", "has 3 tokens but not [CLS], [SEP]", DisplayName = "special tokens missing")]
    [DataRow("[PAD]\n[UNK]\n\n[CLS]\n[SEP]\n", "line 3: the token is empty", DisplayName = "empty line")]
    [DataRow("[PAD]\n[UNK]\n[CLS]\n[SEP]\nx\nx\n", "line 6: the token 'x' is already on line 5", DisplayName = "token twice")]
    public void Load_BadVocabulary_SaysWhatIsWrong(string content, string expected)
    {
        string path = WriteFile(System.Text.Encoding.UTF8.GetBytes(content));

        var exception = Assert.ThrowsExactly<MoodRecException>(() => BertWordPiece.Load(path));

        Assert.Contains(expected, exception.Message);
        Assert.Contains(path, exception.Message);
        File.Delete(path);
    }

    [TestMethod]
    public void Load_NotThereOrNotText_SaysSo()
    {
        string binary = WriteFile([0x80, 0xFF, 0x00, 0xC3]);

        Assert.Contains("is not there", Assert.ThrowsExactly<MoodRecException>(() => BertWordPiece.Load("no/such/vocab.txt")).Message);
        Assert.Contains("is a folder", Assert.ThrowsExactly<MoodRecException>(() => BertWordPiece.Load(Path.GetTempPath())).Message);
        Assert.Contains("not UTF-8", Assert.ThrowsExactly<MoodRecException>(() => BertWordPiece.Load(binary)).Message);
        File.Delete(binary);
    }

    private static string WriteFile(byte[] content)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, content);
        return path;
    }
}
