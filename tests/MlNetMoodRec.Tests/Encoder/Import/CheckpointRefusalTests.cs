using System.Text.Json.Nodes;
using CsCheck;
using MlNetMoodRec.Training.Encoder.Import;

namespace MlNetMoodRec.Tests.Encoder.Import;

[TestClass]
public sealed class CheckpointRefusalTests
{
    [TestMethod]
    [DataRow("model_type", "\"bert\"", "of type 'bert' (model_type), expected 'distilbert'")]
    [DataRow("model_type", "null", "of type (none)")]
    [DataRow("dim", "\"12\"", "dim is \"12\", expected a whole number")]
    [DataRow("dim", "null", "dim is missing")]
    [DataRow("n_heads", "5", "dim 12 is not a multiple of n_heads 5")]
    [DataRow("n_layers", "0", "n_layers is 0, expected at least 1")]
    [DataRow("activation", "\"relu\"", "activation is relu, expected gelu")]
    [DataRow("problem_type", "\"ranking\"", "problem_type is ranking")]
    [DataRow("id2label", "{\"0\": \"joy\", \"2\": \"anger\"}", "no label \"1\"")]
    [DataRow("id2label", "{\"0\": \"joy\", \"1\": \"Joy\"}", "names a label twice")]
    [DataRow("id2label", "{\"0\": \"joy\", \"1\": \"red\\u001b[31m\"}", "the label 'red?[31m'")]
    [DataRow("id2label", "[]", "id2label is not an object")]
    [DataRow("id2label", "{\"0\": \"joy\", \"1\": \"anger\", \"2\": \"fear\"}", "'classifier.weight' is F32 [2, 12], expected [3, 12]")]
    [DataRow("dim", "15", "'distilbert.embeddings.word_embeddings.weight' is F32 [26, 12], expected [26, 15]")]
    [DataRow("n_layers", "3", "'distilbert.transformer.layer.2.attention.q_lin.weight' is missing, expected [12, 12]")]
    [DataRow("n_layers", "2000000000", "'distilbert.transformer.layer.2.attention.q_lin.weight' is missing")]
    [DataRow("n_layers", "1", "'distilbert.transformer.layer.1.attention.k_lin.bias' is there, which")]
    [DataRow("vocab_size", "25", "has 26 tokens, expected at most 25")]
    [DataRow("vocab_size", "2147483647", "is F32 [26, 12], expected [2147483647, 12]")]
    [DataRow("max_position_embeddings", "1", "max_position_embeddings is 1, expected at least 2")]
    public void Import_ConfigThatDoesNotFit_SaysWhatWasFoundAndExpected(string key, string value, string part)
    {
        using var checkpoint = new SyntheticCheckpoint(labels: ["joy", "anger"]);
        checkpoint.Config[key] = JsonNode.Parse(value);
        checkpoint.WriteConfig();

        AssertRefused(checkpoint, part);
    }

    [TestMethod]
    public void Import_MissingTensor_IsNamed()
    {
        using var checkpoint = new SyntheticCheckpoint(labels: ["joy", "anger"]);
        checkpoint.Tensors.RemoveAll(t => t.Name is "pre_classifier.weight" or "distilbert.transformer.layer.1.ffn.lin2.bias");
        checkpoint.WriteWeights();

        AssertRefused(checkpoint, "'distilbert.transformer.layer.1.ffn.lin2.bias' is missing, expected [12]; 'pre_classifier.weight' is missing, expected [12, 12]");
    }

    [TestMethod]
    [DataRow("F64", "is F64 [12], expected [12] of F32, F16, BF16")]
    [DataRow("I64", "is I64 [12], expected [12] of F32, F16, BF16")]
    public void Import_WeightsOfAnotherType_AreRefused(string type, string part)
    {
        using var checkpoint = new SyntheticCheckpoint();
        checkpoint.Tensors[0] = checkpoint.Tensors[0] with { Type = type };
        checkpoint.WriteWeights();

        AssertRefused(checkpoint, part);
    }

    [TestMethod]
    public void Import_TensorOfAnotherArchitecture_IsRefused()
    {
        using var checkpoint = new SyntheticCheckpoint();
        checkpoint.Tensors.Add(("distilbert.embeddings.token_type_embeddings.weight", "F32", [2, 12]));
        checkpoint.WriteWeights();

        AssertRefused(checkpoint, "'distilbert.embeddings.token_type_embeddings.weight' is there, which a DistilBERT of this configuration does not have");
    }

    [TestMethod]
    public void Import_CutOffWeights_AreRefused()
    {
        using var checkpoint = new SyntheticCheckpoint();
        byte[] whole = File.ReadAllBytes(checkpoint.PathOf("model.safetensors"));
        File.WriteAllBytes(checkpoint.PathOf("model.safetensors"), whole[..^100]);

        AssertRefused(checkpoint, "as many bytes as the file holds");
    }

    [TestMethod]
    public void Import_PickleOnly_IsRefusedUnreadWithWhatToDo()
    {
        using var checkpoint = new SyntheticCheckpoint();
        File.Move(checkpoint.PathOf("model.safetensors"), checkpoint.PathOf("pytorch_model.bin"));

        AssertRefused(checkpoint, "only 'pytorch_model.bin': a pickle, which can run any code when it is read and is never read here");
        AssertRefused(checkpoint, "save_pretrained(FOLDER, safe_serialization=True)");
    }

    [TestMethod]
    [DataRow("model.safetensors", "has no model.safetensors; found config.json, vocab.txt")]
    [DataRow("config.json", "but no config.json")]
    [DataRow("vocab.txt", "has neither tokenizer.json nor vocab.txt")]
    public void Import_MissingFile_IsNamed(string file, string part)
    {
        using var checkpoint = new SyntheticCheckpoint();
        File.Delete(checkpoint.PathOf(file));

        AssertRefused(checkpoint, part);
    }

    [TestMethod]
    [DataRow("model", "type", "\"BPE\"", "model.type is BPE, expected WordPiece")]
    [DataRow("model", "continuing_subword_prefix", "\"@@\"", "model.continuing_subword_prefix is @@, expected ##")]
    [DataRow("model", "max_input_chars_per_word", "50", "is 50, expected 100")]
    [DataRow("model", "vocab", "[]", "has no model.vocab")]
    [DataRow("model", "vocab", "{\"[PAD]\": 0, \"[UNK]\": 1, \"x\": 3}", "has 3 tokens but none with the id 2")]
    [DataRow("model", "vocab", "{\"[PAD]\": 0, \"[UNK]\": 1, \"x\": 0}", "the token 'x' with the id 0, which is that of '[PAD]'")]
    [DataRow("model", "vocab", "{\"[PAD]\": \"zero\"}", "with the id (none)")]
    [DataRow("model", "vocab", "{\"[PAD]\": 0, \"[UNK]\": 1}", "but not [CLS], [SEP]")]
    [DataRow("normalizer", "strip_accents", "false", "normalizer.strip_accents is False, expected True")]
    [DataRow("normalizer", "handle_chinese_chars", "false", "normalizer.handle_chinese_chars is False")]
    [DataRow("normalizer", "type", "\"NFC\"", "normalizer.type is NFC, expected BertNormalizer")]
    [DataRow("pre_tokenizer", "type", "\"ByteLevel\"", "pre_tokenizer.type is ByteLevel, expected BertPreTokenizer")]
    public void Import_OtherTokenizer_IsRefused(string component, string key, string value, string part)
    {
        using var checkpoint = new SyntheticCheckpoint();
        File.Delete(checkpoint.PathOf("vocab.txt"));
        JsonObject tokenizer = SyntheticCheckpoint.TokenizerJson();
        tokenizer[component]![key] = JsonNode.Parse(value);
        File.WriteAllText(checkpoint.PathOf("tokenizer.json"), tokenizer.ToJsonString());

        AssertRefused(checkpoint, part);
    }

    [TestMethod]
    public void Import_VocabulariesThatDiffer_AreRefused()
    {
        using var checkpoint = new SyntheticCheckpoint();
        File.WriteAllText(checkpoint.PathOf("tokenizer.json"), SyntheticCheckpoint.TokenizerJson().ToJsonString());
        string[] tokens = File.ReadAllLines(checkpoint.PathOf("vocab.txt"));
        (tokens[6], tokens[7]) = (tokens[7], tokens[6]);
        File.WriteAllLines(checkpoint.PathOf("vocab.txt"), tokens);

        AssertRefused(checkpoint, "differ from line 7 (id 6) on");
    }

    [TestMethod]
    [DataRow("config.json", "{\"model_type\": ")]
    [DataRow("config.json", "[1]")]
    [DataRow("tokenizer_config.json", "{\"do_lower_case\": true, \"do_lower_case\": false}")]
    [DataRow("tokenizer.json", "")]
    public void Import_BrokenJson_IsRefused(string file, string content)
    {
        using var checkpoint = new SyntheticCheckpoint();
        File.WriteAllText(checkpoint.PathOf(file), content);

        AssertRefused(checkpoint, "is not readable JSON of a checkpoint");
    }

    [TestMethod]
    [DataRow("tokenizer.json", "[PAD]", "\\ud800", "is not readable JSON of a checkpoint")]
    [DataRow("config.json", "distilbert", "\\ud800", "of type (none)")]
    [DataRow("config.json", "joy", "\\ud800", "no label \"0\"")]
    public void Import_HalfASurrogatePair_IsRefused(string file, string text, string replacement, string part)
    {
        using var checkpoint = new SyntheticCheckpoint(labels: ["joy", "anger"]);
        File.Delete(checkpoint.PathOf("vocab.txt"));
        File.WriteAllText(checkpoint.PathOf("tokenizer.json"), SyntheticCheckpoint.TokenizerJson().ToJsonString());
        string json = File.ReadAllText(checkpoint.PathOf(file));
        File.WriteAllText(checkpoint.PathOf(file), json.Replace($"\"{text}\"", $"\"{replacement}\"", StringComparison.Ordinal));

        AssertRefused(checkpoint, part);
    }

    [TestMethod]
    [DataRow("config.json")]
    [DataRow("tokenizer.json")]
    [DataRow("tokenizer_config.json")]
    public void Read_AnyChangedBytes_ReadsOrRefuses(string file)
    {
        using var checkpoint = new SyntheticCheckpoint(labels: ["joy", "anger"]);
        File.Delete(checkpoint.PathOf("vocab.txt"));
        File.WriteAllText(checkpoint.PathOf("tokenizer.json"), SyntheticCheckpoint.TokenizerJson().ToJsonString());
        File.WriteAllText(checkpoint.PathOf("tokenizer_config.json"), """{"do_lower_case": true, "model_max_length": 512, "strip_accents": null}""");
        byte[] whole = File.ReadAllBytes(checkpoint.PathOf(file));
        const string Likely = "0123456789[]{}\",:-eEtfn\\ud8";
        Gen<(int At, byte Value)> change = Gen.Select(
            Gen.Int[0, whole.Length - 1], Gen.OneOf(Gen.Byte, Gen.Int[0, Likely.Length - 1].Select(i => (byte)Likely[i])));

        change.Array[1, 4].Sample(
            changes =>
            {
                byte[] changed = [.. whole];
                foreach ((int at, byte value) in changes)
                {
                    changed[at] = value;
                }

                File.WriteAllBytes(checkpoint.PathOf(file), changed);
                try
                {
                    CheckpointConfig config = CheckpointConfig.Read(checkpoint.PathOf("config.json"));
                    CheckpointTokenizer tokenizer = CheckpointTokenizer.Read(checkpoint.Folder, config.Model.VocabularySize);
                    return tokenizer.WordPiece.Vocabulary.Count <= config.Model.VocabularySize;
                }
                catch (MoodRecException)
                {
                    return true;
                }
            },
            iter: 1000, threads: 1);
    }

    [TestMethod]
    public void Import_LabelsForABaseCheckpoint_AreRefused()
    {
        using var checkpoint = new SyntheticCheckpoint();

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => EncoderImporter.Import(
            new EncoderImportOptions { Checkpoint = checkpoint.Folder, OutputFolder = checkpoint.Output, Labels = ["joy", "anger"] }));

        Assert.Contains("has no classifier", error.Message);
    }

    [TestMethod]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        using var checkpoint = new SyntheticCheckpoint();
        var options = new EncoderImportOptions
        {
            Checkpoint = checkpoint.Folder, OutputFolder = checkpoint.Folder + "/", Labels = ["joy", "Joy"], MaxLength = 1,
        };

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(options.Validate);

        Assert.Contains("the checkpoint's own folder", error.Message);
        Assert.Contains("expected different names", error.Message);
        Assert.Contains("1 tokens, expected at least 2", error.Message);
    }

    private static void AssertRefused(SyntheticCheckpoint checkpoint, string part)
    {
        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => EncoderImporter.Import(
            new EncoderImportOptions { Checkpoint = checkpoint.Folder, OutputFolder = checkpoint.Output }));
        Assert.Contains(part, error.Message);
        Assert.IsEmpty(Directory.GetDirectories(checkpoint.Folder), "nothing is written");
    }
}
