using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Tests.Text;

/// <summary>The tokenizer as a stage of a pipeline, and as what travels in a saved model.</summary>
[TestClass]
public sealed class TokenizeTests
{
    private static readonly string[] Vocabulary =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "É", "é", "e", "a", "##a", "\"", "\\", "{", "}", "😂", "\u2028x", "生", "\u00AD"];

    [TestMethod]
    [DataRow(true, 512)]
    [DataRow(false, 512)]
    [DataRow(true, 4)]
    public void Tokenize_SavedAndLoaded_GivesTheTokenizersIds(bool lowerCase, int maxLength)
    {
        string[] texts = ["É é e", "aaa \"\\{}", "", "😂生 !", "a a a a a a"];
        var context = new MLContext(seed: 1);
        BertWordPiece tokenizer = BertWordPiece.Create(Vocabulary, lowerCase);
        IDataView rows = context.Data.LoadFromEnumerable(texts.Select(text => new Row { Words = text }));
        using var zip = new MemoryStream();
        context.Model.Save(context.MoodRec().Text.Tokenize(tokenizer, maxLength, "Words").Fit(rows), rows.Schema, zip);

        IDataView tokenized = new MLContext().Model.Load(zip, out _).Transform(rows);

        long[][] ids = [.. tokenized.GetColumn<long[]>(MoodColumns.InputIds)];
        long[][] masks = [.. tokenized.GetColumn<long[]>(MoodColumns.AttentionMask)];
        float[] hasText = [.. tokenized.GetColumn<float>(MoodColumns.HasText)];
        for (int i = 0; i < texts.Length; i++)
        {
            long[] expected = Array.ConvertAll(tokenizer.Encode(texts[i], maxLength), id => (long)id);
            CollectionAssert.AreEqual(expected, ids[i]);
            CollectionAssert.AreEqual(expected.Select(_ => 1L).ToArray(), masks[i]);
            Assert.AreEqual(texts[i].Length > 0 ? 1 : 0, hasText[i]);
        }

        CollectionAssert.AreEqual(
            new[] { "Words", MoodColumns.InputIds, MoodColumns.AttentionMask, MoodColumns.HasText },
            tokenized.Schema.Select(column => column.Name).ToArray());
    }

    [TestMethod]
    public void Read_PayloadOfAnotherVersion_SaysSo()
    {
        var exception = Assert.ThrowsExactly<MoodRecException>(() => TokenizerPayload.Read("WordPiece 2 512 uncased\n[PAD]"));

        Assert.Contains("another version", exception.Message);
    }

    [TestMethod]
    public void Read_SamePayload_SameTokenizer()
    {
        string payload = TokenizerPayload.Write(BertWordPiece.Create(Vocabulary), maxLength: 7);

        (BertWordPiece first, int maxLength) = TokenizerPayload.Read(payload);
        (BertWordPiece second, _) = TokenizerPayload.Read(payload);

        Assert.AreSame(first, second);
        Assert.AreEqual(7, maxLength);
        CollectionAssert.AreEqual(Vocabulary, first.Vocabulary.ToArray());
    }

    private sealed class Row
    {
        public string Words { get; set; } = "";
    }
}
