using System.IO.Compression;
using System.Text.Json;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Tests.Text;

/// <summary>Parity with the reference tokenizers on golden files; mismatches are written side by side.</summary>
[TestClass]
public sealed class BertGoldenTests
{
    private static readonly BertWordPiece Tokenizer = BertWordPiece.Load(SharedData.Path("models", "distilbert-base-uncased", "vocab.txt"));

    private static string Golden(string file) => SharedData.Path("models", "bert-tokenizer-goldens", file);

    [TestMethod]
    public void Encode_SquadQuestions_EqualReference()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Golden("squad_dev_questions.jsonl.gz")), CompressionMode.Decompress));
        var mismatches = new List<string>();
        int questions = 0;
        while (reader.ReadLine() is { } line)
        {
            JsonElement golden = JsonDocument.Parse(line).RootElement;
            string text = golden.GetProperty("text").GetString()!;
            Compare(text, Strings(golden.GetProperty("basic")), BertWordPiece.SplitWords(text), mismatches);
            Compare(text, Strings(golden.GetProperty("wordpiece")), Tokenizer.Tokenize(text), mismatches);
            Compare(text, Ids(golden.GetProperty("ids")), Tokenizer.Encode(text)[1..^1], mismatches);
            questions++;
        }

        Assert.AreEqual(5285, questions);
        AssertNone(mismatches);
    }

    [TestMethod]
    public void Encode_EncodeCases_EqualReference()
    {
        JsonElement[] cases = [.. Read("encode_cases.json").EnumerateArray()];
        var mismatches = new List<string>();
        foreach (JsonElement golden in cases)
        {
            string text = golden.GetProperty("input").GetString()!;
            Compare(text, Ids(golden.GetProperty("encoded").GetProperty("input_ids")), Tokenizer.Encode(text), mismatches);
        }

        Assert.HasCount(18, cases);
        AssertNone(mismatches);
    }

    [TestMethod]
    public void Encode_EdgeCases_EqualReference()
    {
        JsonElement[] cases = [.. Read("edge_cases.json").EnumerateArray()];
        var mismatches = new List<string>();
        foreach (JsonElement golden in cases)
        {
            string text = golden.GetProperty("text").GetString()!;
            int[] ids = Tokenizer.Encode(text);
            IEnumerable<string> tokens = Tokenizer.Tokenize(text);
            if (golden.TryGetProperty("text_pair", out JsonElement pair))
            {
                string second = pair.GetString()!;
                ids = [.. ids, .. Tokenizer.Encode(second)[1..]];
                tokens = tokens.Concat(Tokenizer.Tokenize(second));
            }

            Compare(text, Ids(golden.GetProperty("ids")), ids, mismatches);
            Compare(text, Strings(golden.GetProperty("tokens")), tokens, mismatches);
        }

        Assert.HasCount(30, cases);
        AssertNone(mismatches);
    }

    [TestMethod]
    public void Encode_LongFrenchText_EqualsReference()
    {
        JsonElement golden = Read("bert_uncased_encoded.json");
        string text = golden.GetProperty("text").GetString()!;
        var mismatches = new List<string>();
        Compare(text, Strings(golden.GetProperty("bpe_tokens")), Tokenizer.Tokenize(text), mismatches);
        Compare(text, Ids(golden.GetProperty("token_ids")), Tokenizer.Encode(text), mismatches);
        AssertNone(mismatches);
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Golden(file))).RootElement;

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];

    private static int[] Ids(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];

    private static void Compare<T>(string text, IReadOnlyList<T> expected, IEnumerable<T> actual, List<string> mismatches)
    {
        if (!expected.SequenceEqual(actual))
        {
            mismatches.Add($"text      {text}\nreference {string.Join(' ', expected)}\nours      {string.Join(' ', actual)}\n");
        }
    }

    private static void AssertNone(List<string> mismatches) =>
        Assert.IsEmpty(mismatches, $"{mismatches.Count} mismatches:\n{string.Join('\n', mismatches.Take(20))}");
}
