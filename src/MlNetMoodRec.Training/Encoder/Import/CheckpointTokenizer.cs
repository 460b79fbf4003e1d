using System.Text.Json;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>
/// The WordPiece tokenizer of a checkpoint, from tokenizer.json or vocab.txt, with the settings of tokenizer_config.json.
/// Settings that BERT's own tokenizer does not have are refused rather than read as something else.
/// </summary>
internal sealed record CheckpointTokenizer(BertWordPiece WordPiece, int? MaxLength, IReadOnlyList<string> Notes)
{
    private const string TokenizerFile = "tokenizer.json";
    private const string VocabularyFile = "vocab.txt";
    private const string SettingsFile = "tokenizer_config.json";

    /// <param name="folder">The checkpoint's folder.</param>
    /// <param name="vocabularySize">How many tokens the network has an embedding for.</param>
    public static CheckpointTokenizer Read(string folder, int vocabularySize)
    {
        string tokenizerPath = Path.Combine(folder, TokenizerFile);
        string vocabularyPath = Path.Combine(folder, VocabularyFile);
        string settingsPath = Path.Combine(folder, SettingsFile);
        JsonElement? settings = File.Exists(settingsPath) ? CheckpointJson.Read(settingsPath) : null;
        JsonElement? json = File.Exists(tokenizerPath) ? CheckpointJson.Read(tokenizerPath) : null;

        // As in transformers, tokenizer_config.json has the last word.
        bool lowerCase = settings?.Flag("do_lower_case") ?? json?.Member("normalizer")?.Flag("lowercase") ?? true;
        if (settings is { } given)
        {
            CheckSettings(settingsPath, given, lowerCase);
        }

        var notes = new List<string>();
        BertWordPiece tokenizer;
        if (json is { } description)
        {
            CheckComponents(tokenizerPath, description, lowerCase);
            tokenizer = BertWordPiece.Create(Vocabulary(tokenizerPath, description, notes), lowerCase);
            if (File.Exists(vocabularyPath))
            {
                CheckAgreement(tokenizerPath, vocabularyPath, tokenizer);
            }
        }
        else if (File.Exists(vocabularyPath))
        {
            tokenizer = BertWordPiece.Load(vocabularyPath, lowerCase);
        }
        else
        {
            throw new MoodRecException(
                $"'{folder}' has neither {TokenizerFile} nor {VocabularyFile}; expected the WordPiece vocabulary that the checkpoint was trained with.");
        }

        if (tokenizer.Vocabulary.Count > vocabularySize)
        {
            throw new MoodRecException(
                $"The tokenizer of '{folder}' has {tokenizer.Vocabulary.Count} tokens, expected at most {vocabularySize} (vocab_size in "
                + $"{CheckpointConfig.FileName}). The files are of different checkpoints: take them from one.");
        }

        // Where it was never set, transformers writes 1e30.
        int? maxLength = settings?.Real("model_max_length") is { } length and >= 2 and < int.MaxValue ? (int)length : null;
        return new CheckpointTokenizer(tokenizer, maxLength, notes);
    }

    private static void CheckSettings(string path, JsonElement settings, bool lowerCase)
    {
        var faults = new List<string>();
        Expect(faults, "strip_accents", settings.Flag("strip_accents") ?? lowerCase, lowerCase);
        Expect(faults, "tokenize_chinese_chars", settings.Flag("tokenize_chinese_chars") ?? true, true);
        Expect(faults, "do_basic_tokenize", settings.Flag("do_basic_tokenize") ?? true, true);
        Refuse(path, faults);
    }

    /// <summary>Everything in a tokenizer.json that says how a text is cut, against what BERT's tokenizer does.</summary>
    private static void CheckComponents(string path, JsonElement json, bool lowerCase)
    {
        JsonElement model = json.Member("model") ?? throw new MoodRecException($"'{path}' has no model; expected a WordPiece tokenizer.");
        var faults = new List<string>();

        // Old versions did not write the type; only WordPiece has a prefix for what continues a word, and no merges.
        string type = model.Text("type")
            ?? (model.Member("continuing_subword_prefix") is not null && model.Member("merges") is null ? "WordPiece" : "none");
        Expect(faults, "model.type", type, "WordPiece");
        Expect(faults, "model.continuing_subword_prefix", model.Text("continuing_subword_prefix") ?? "none", "##");
        Expect(faults, "model.unk_token", model.Text("unk_token") ?? "none", "[UNK]");
        Expect(faults, "model.max_input_chars_per_word", model.Whole("max_input_chars_per_word") ?? 100, 100);
        Expect(faults, "pre_tokenizer.type", json.Member("pre_tokenizer")?.Text("type") ?? "none", "BertPreTokenizer");
        JsonElement? normalizer = json.Member("normalizer");
        Expect(faults, "normalizer.type", normalizer?.Text("type") ?? "none", "BertNormalizer");
        if (normalizer is { } settings)
        {
            Expect(faults, "normalizer.strip_accents", settings.Flag("strip_accents") ?? lowerCase, lowerCase);
            Expect(faults, "normalizer.clean_text", settings.Flag("clean_text") ?? true, true);
            Expect(faults, "normalizer.handle_chinese_chars", settings.Flag("handle_chinese_chars") ?? true, true);
        }

        Refuse(path, faults);
    }

    private static void Expect<T>(List<string> faults, string setting, T found, T expected)
    {
        if (!Equals(found, expected))
        {
            faults.Add($"{setting} is {$"{found}".Printable()}, expected {expected}");
        }
    }

    private static void Refuse(string path, List<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new MoodRecException(
                $"'{path}' is not a tokenizer of BERT's kind: {string.Join("; ", faults)}. Take a checkpoint with BERT's WordPiece tokenizer.");
        }
    }

    /// <summary>The tokens in the order of their ids, added ones included.</summary>
    private static string[] Vocabulary(string path, JsonElement json, List<string> notes)
    {
        var ids = new Dictionary<int, string>();
        void Add(string? token, int? id)
        {
            if (token is null || id is not >= 0 || (ids.TryGetValue(id.Value, out string? other) && other != token))
            {
                throw new MoodRecException(
                    $"'{path}' has {(token is null ? "an added token without text" : $"the token '{token.Printable()}'")} with the id {id?.ToString() ?? "(none)"}"
                    + $"{(id is >= 0 && ids.TryGetValue(id.Value, out other) ? $", which is that of '{other!.Printable()}'" : "")}; expected a whole number of its own from 0.");
            }

            ids[id.Value] = token;
        }

        if (json.Member("model")?.Member("vocab") is not { ValueKind: JsonValueKind.Object } vocabulary)
        {
            throw new MoodRecException($"'{path}' has no model.vocab; expected an object from tokens to ids.");
        }

        foreach (JsonProperty token in vocabulary.EnumerateObject())
        {
            Add(token.Name, token.Value.ValueKind == JsonValueKind.Number && token.Value.TryGetInt32(out int id) ? id : null);
        }

        int own = ids.Count;
        if (json.Member("added_tokens") is { ValueKind: JsonValueKind.Array } added)
        {
            foreach (JsonElement token in added.EnumerateArray())
            {
                Add(token.Text("content"), token.Whole("id"));
            }
        }

        if (ids.Count > own)
        {
            notes.Add($"{ids.Count - own} token(s) that were added to the vocabulary are found only where WordPiece finds them");
        }

        int gap = Enumerable.Range(0, ids.Count).FirstOrDefault(id => !ids.ContainsKey(id), -1);
        return gap < 0
            ? [.. Enumerable.Range(0, ids.Count).Select(id => ids[id])]
            : throw new MoodRecException($"'{path}' has {ids.Count} tokens but none with the id {gap}; expected the ids 0 to {ids.Count - 1}.");
    }

    /// <summary>A vocab.txt beside a tokenizer.json may lack the added tokens, nothing else.</summary>
    private static void CheckAgreement(string tokenizerPath, string vocabularyPath, BertWordPiece tokenizer)
    {
        IReadOnlyList<string> lines = BertWordPiece.Load(vocabularyPath, tokenizer.LowerCase).Vocabulary;
        int line = lines.Zip(tokenizer.Vocabulary, (x, y) => x == y).TakeWhile(same => same).Count();
        if (line < lines.Count)
        {
            throw new MoodRecException(
                $"'{vocabularyPath}' and '{tokenizerPath}' differ from line {line + 1} (id {line}) on; expected the same tokens in both. "
                + "Remove the one that the checkpoint was not trained with.");
        }
    }
}
