using System.Globalization;
using System.Text;
using CsCheck;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Tests.Text;

[TestClass]
public sealed class BertTextNormalizerTests
{
    // Letters that Unicode gained after version 15, of which bert-folding.txt is made.
    private static readonly HashSet<int> NewerLetters = [0x1C89, 0xA7CB, 0xA7CC, 0xA7DA, 0xA7DC, .. Enumerable.Range(0x10D50, 22)];

    [TestMethod]
    [DataRow("Héllo WÖRLD", "hello world", DisplayName = "accents and case")]
    [DataRow("e\u0301", "e", DisplayName = "combining mark")]
    [DataRow("İstanbul ı", "istanbul ı", DisplayName = "Turkish i")]
    [DataRow("ΟΔΟΣ Ά", "οδοσ α", DisplayName = "Greek, sigma letter by letter")]
    [DataRow("Ёлка й", "елка и", DisplayName = "Cyrillic")]
    [DataRow("ẞß ﬁ ½", "ßß ﬁ ½", DisplayName = "no compatibility decomposition")]
    [DataRow("\u212B \u2126 \u212A", "a ω k", DisplayName = "singletons")]
    [DataRow("한", "\u1112\u1161\u11AB", DisplayName = "Hangul with trail")]
    [DataRow("가", "\u1100\u1161", DisplayName = "Hangul without trail")]
    [DataRow("\u09CB", "\u09C7\u09BE", DisplayName = "decomposition into two spacing marks")]
    [DataRow("\U00010400", "\U00010428", DisplayName = "Deseret")]
    [DataRow("a\0b\uFFFDc\u00ADd\u200De\uE000f\u0007", "abcdef", DisplayName = "controls, formats, private use")]
    [DataRow("a\tb\nc\r\nd\u00A0e\u2028f\u3000g", "a b c  d e f g", DisplayName = "white space")]
    [DataRow("生活", " 生  活 ", DisplayName = "CJK ideographs")]
    [DataRow("\uF900\U0002F800", " \u8C48  \u4E3D ", DisplayName = "compatibility ideographs")]
    [DataRow("ひらカタ", "ひらカタ", DisplayName = "kana are no ideographs")]
    [DataRow("が", "か", DisplayName = "voicing mark is an accent")]
    [DataRow("<3 a+b $5 €4 😂", "<3 a+b $5 €4 😂", DisplayName = "symbols stay")]
    [DataRow("❤️", "❤", DisplayName = "variation selector")]
    [DataRow("", "", DisplayName = "empty")]
    public void Normalize_Uncased_EqualsBert(string text, string expected) =>
        Assert.AreEqual(expected, new BertTextNormalizer().Normalize(text));

    [TestMethod]
    public void Normalize_LoneSurrogates_AreDropped()
    {
        Assert.AreEqual("ab", new BertTextNormalizer().Normalize("a\ud83db"));
        Assert.AreEqual("ab", new BertTextNormalizer().Normalize("a\ude02b"));
        Assert.AreEqual("😂", new BertTextNormalizer().Normalize("\ud83d\ud83d\ude02\ud83d"));
    }

    [TestMethod]
    public void Normalize_Cased_KeepsCaseAndAccents() =>
        Assert.AreEqual("Héllo İ 한  生  ", new BertTextNormalizer(lowerCase: false).Normalize("Héllo\tİ 한 生\0 "));

    [TestMethod]
    public void Normalize_EveryCharacter_IsLowerCaseWithoutMarks()
    {
        var normalizer = new BertTextNormalizer();
        IEnumerable<Rune> characters = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(code => new Rune(code))
            .Where(r => Rune.GetUnicodeCategory(r) != UnicodeCategory.OtherNotAssigned);

        string[] wrong = [.. characters.Where(character =>
        {
            string once = normalizer.Normalize(character.ToString());
            return once.Trim() != normalizer.Normalize(once).Trim()
                || once.EnumerateRunes().Any(r => Rune.GetUnicodeCategory(r) == UnicodeCategory.NonSpacingMark)
                || (once.EnumerateRunes().Any(r => Rune.ToLowerInvariant(r) != r) && !NewerLetters.Contains(character.Value));
        }).Select(character => $"U+{character.Value:X4}")];

        Assert.IsEmpty(wrong, string.Join(' ', wrong));
    }

    [TestMethod]
    public void Normalize_UpperCased_EqualsLowerCased()
    {
        var normalizer = new BertTextNormalizer();
        Gen.Char['\u0020', '\u024F'].Where(c => c is not ('\u0131' or '\u017F')).Array[0, 40].Select(c => new string(c)).Sample(text =>
            Assert.AreEqual(normalizer.Normalize(text.ToLowerInvariant()), normalizer.Normalize(text)));
    }
}
