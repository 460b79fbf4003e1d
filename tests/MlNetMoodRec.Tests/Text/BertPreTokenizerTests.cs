using CsCheck;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Tests.Text;

[TestClass]
public sealed class BertPreTokenizerTests
{
    [TestMethod]
    [DataRow("don't stop!!", "don|'|t|stop|!|!")]
    [DataRow("<3 a+b $5 €4 `^~_", "<|3|a|+|b|$|5|€4|`|^|~|_")]
    [DataRow("«oui» 「音」…", "«|oui|»|「|音|」|…")]
    [DataRow("so😂sad", "so😂sad")]
    [DataRow("\U00010100x\U00010100", "\U00010100|x|\U00010100")]
    [DataRow("line\nbreak\ttab", "line|break|tab")]
    [DataRow(" \t\n", "")]
    public void SplitWords_Text_EqualsBert(string text, string words) =>
        Assert.AreEqual(words, string.Join('|', BertWordPiece.SplitWords(text)));

    [TestMethod]
    public void SplitWords_Null_IsEmpty() => Assert.IsEmpty(BertWordPiece.SplitWords(null));

    [TestMethod]
    public void PreTokenize_AnyText_LosesNothingButWhiteSpace() =>
        Gen.String.Sample(text =>
        {
            string kept = string.Concat(BertPreTokenizer.Instance.PreTokenize(text).Select(w => text.Substring(w.Offset, w.Length)));
            Assert.AreEqual(
                string.Concat(text.Where(c => BertCharacters.Kinds(c) != BertCharacterKinds.WhiteSpace)),
                kept);
        });
}
