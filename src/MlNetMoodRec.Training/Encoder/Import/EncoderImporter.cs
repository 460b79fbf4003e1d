using System.Text.Json.Nodes;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>
/// Makes a mood encoder of a Hugging Face DistilBERT, base or fine-tuned for sequence classification, or of an ONNX
/// export of one for classification. The checkpoint's
/// files are not trusted: whatever in them does not fit is refused, and no pickle is ever read.
/// </summary>
public static class EncoderImporter
{
    private const string WeightsFile = "model.safetensors";

    /// <summary>Imports a checkpoint. The encoder's folder is written at the end, when the graph has been compared with torch.</summary>
    /// <param name="options">What to import.</param>
    /// <param name="progress">Told how far it has come.</param>
    /// <param name="token">Stops between two weights; nothing is left behind then.</param>
    /// <exception cref="MoodRecException">The checkpoint cannot be used; the message says what was found and expected.</exception>
    public static EncoderImportResult Import(
        EncoderImportOptions options, IProgress<EncoderImportProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        string? export = File.Exists(Path.Combine(options.Checkpoint, WeightsFile)) ? null : OnnxExport.Find(options.Checkpoint);
        return export is null ? ImportWeights(options, progress, token) : ImportExport(options, export, progress, token);
    }

    private static EncoderImportResult ImportWeights(EncoderImportOptions options, IProgress<EncoderImportProgress>? progress, CancellationToken token)
    {
        string weightsPath = FindWeights(options.Checkpoint);
        (CheckpointConfig config, CheckpointTokenizer tokenizer) = ReadSettings(options, options.Checkpoint);
        using CheckpointWeights weights = CheckpointWeights.Open(weightsPath, config);
        if (options.Labels is not null && !weights.HasClassifier)
        {
            throw new MoodRecException($"Labels were given, but '{weightsPath}' has no classifier (pre_classifier, classifier). Leave the labels out.");
        }

        using var module = new CheckpointModule(config.Model, weights.HasClassifier ? config.Labels.Count : null);
        weights.CopyTo(module, progress is null ? null : new ReadingProgress(progress), token);
        LabelMood? mood = weights.HasClassifier && !config.IsRegression ? LabelMood.Of(config.Labels) : null;
        var result = new EncoderImportResult
        {
            Folder = options.OutputFolder,
            Model = config.Model,
            Weights = module.named_parameters().Sum(p => p.parameter.numel()),
            WeightTypes = weights.Types,
            Labels = weights.HasClassifier ? config.Labels : [],
            ColumnsNotGiven = NotGiven(mood),
            LowerCase = tokenizer.WordPiece.LowerCase,
            MaxLength = MaxLength(options, config, tokenizer),
            LargestDifference = 0,
            ComparedWith = "torch",
            Notes = [.. tokenizer.Notes, .. Notes(config, weights.Unused, weights.HasClassifier, mood)],
        };
        return Write(
            options, config, tokenizer, mood, result, () => MoodEncoderOnnx.Export(module, mood, config.IsMultiLabel), encoder => CheckpointParity.Check(module, encoder), progress, token);
    }

    private static EncoderImportResult ImportExport(
        EncoderImportOptions options, string path, IProgress<EncoderImportProgress>? progress, CancellationToken token)
    {
        (CheckpointConfig config, CheckpointTokenizer tokenizer) = ReadSettings(options, OnnxExport.FolderOf(path));
        using OnnxExport export = OnnxExport.Open(path, config);
        LabelMood? mood = config.IsRegression ? null : LabelMood.Of(config.Labels);
        var result = new EncoderImportResult
        {
            Folder = options.OutputFolder,
            Model = config.Model,
            Weights = export.Weights,
            WeightTypes = export.Types,
            Labels = config.Labels,
            ColumnsNotGiven = NotGiven(mood),
            LowerCase = tokenizer.WordPiece.LowerCase,
            MaxLength = MaxLength(options, config, tokenizer),
            LargestDifference = 0,
            ComparedWith = "the export",
            Notes = [.. tokenizer.Notes, .. Notes(config, [], hasClassifier: true, mood)],
        };
        return Write(
            options, config, tokenizer, mood, result, () => MoodEncoderOnnx.Export(export.Model, export.HiddenState, config, mood), encoder => CheckpointParity.Check(export, encoder), progress, token);
    }

    private static (CheckpointConfig Config, CheckpointTokenizer Tokenizer) ReadSettings(EncoderImportOptions options, string folder)
    {
        CheckpointConfig config = CheckpointConfig.Read(Path.Combine(folder, CheckpointConfig.FileName));
        config = options.Labels is { } names ? config with { Labels = names } : config;
        return (config, CheckpointTokenizer.Read(folder, config.Model.VocabularySize));
    }

    private static EncoderImportResult Write(
        EncoderImportOptions options,
        CheckpointConfig config,
        CheckpointTokenizer tokenizer,
        LabelMood? mood,
        EncoderImportResult result,
        Func<byte[]> export,
        Func<MoodEncoder, double> compare,
        IProgress<EncoderImportProgress>? progress,
        CancellationToken token)
    {
        progress?.Report(new EncoderImportProgress(EncoderImportStage.Exporting, 0));
        string folder = EncoderImportOptions.FullPath(options.OutputFolder);
        string aside = $"{folder}.{Path.GetRandomFileName()}";
        try
        {
            byte[] onnx = export();
            token.ThrowIfCancellationRequested();
            EncoderFolder.Write(aside, onnx, tokenizer.WordPiece.Vocabulary, Json(config, result, tokenizer.WordPiece.PaddingId));
            progress?.Report(new EncoderImportProgress(EncoderImportStage.Exporting, 1));
            progress?.Report(new EncoderImportProgress(EncoderImportStage.Comparing, 0));
            using (MoodEncoder encoder = MoodEncoder.Load(aside, threads: 1))
            {
                result = result with { LargestDifference = compare(encoder) };
            }

            if (options.Storage != EncoderStorage.Fp32)
            {
                // The comparison above is of the 32-bit weights: what the storage takes away is no fault of the import.
                onnx = StoredWeights.Rewrite(onnx, options.Storage);
                File.WriteAllBytes(Path.Combine(aside, EncoderFolder.ModelFile), onnx);
                MoodEncoder.Load(aside, threads: 1).Dispose();
            }

            EncoderFolder.WriteCard(aside, EncoderImportCard.Write(result, mood, config.IsMultiLabel, onnx.LongLength));
            if (options.Storage != EncoderStorage.Fp32)
            {
                EncoderFolder.WriteStorage(aside, options.Storage);
            }

            token.ThrowIfCancellationRequested();
            Publish(aside, folder);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }

        progress?.Report(new EncoderImportProgress(EncoderImportStage.Comparing, 1));
        return result;
    }

    private static string FindWeights(string folder)
    {
        string path = Path.Combine(folder, WeightsFile);
        if (File.Exists(path))
        {
            string config = Path.Combine(folder, CheckpointConfig.FileName);
            return File.Exists(config)
                ? path
                : throw new MoodRecException($"'{folder}' has {WeightsFile} but no {CheckpointConfig.FileName}; expected both, from one checkpoint.");
        }

        string[] found = [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file).Printable()).Order(StringComparer.Ordinal)];
        string? pickle = found.FirstOrDefault(file => Path.GetExtension(file) is ".bin" or ".pt" or ".pth" or ".ckpt" or ".pkl");
        throw new MoodRecException(pickle is null
            ? $"'{folder}' has no {WeightsFile}; found {(found.Length == 0 ? "no files" : string.Join(", ", found.Take(10)))}. "
                + "Expected a DistilBERT in Hugging Face's layout, its weights in one file."
            : $"'{folder}' has no {WeightsFile}, only '{pickle}': a pickle, which can run any code when it is read and is never read here. "
                + "Take the checkpoint's safetensors version, or, if you trust the file, save it as one in Python: "
                + "AutoModelForSequenceClassification.from_pretrained(FOLDER).save_pretrained(FOLDER, safe_serialization=True).");
    }

    private static int MaxLength(EncoderImportOptions options, CheckpointConfig config, CheckpointTokenizer tokenizer)
    {
        int positions = config.Model.MaxPositions;
        return options.MaxLength is null ? Math.Min(tokenizer.MaxLength ?? positions, positions)
            : options.MaxLength <= positions ? options.MaxLength.Value
            : throw new MoodRecException(
                $"The longest text is to have {options.MaxLength} tokens; expected at most {positions} (max_position_embeddings in {CheckpointConfig.FileName}).");
    }

    private static string[] NotGiven(LabelMood? mood) =>
    [
        .. mood is null ? [MoodColumns.Valence] : Array.Empty<string>(),
        .. mood?.Arousal is null ? [MoodColumns.Arousal] : Array.Empty<string>(),
        .. mood?.Emotions is null ? [MoodColumns.Emotion] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Notes(CheckpointConfig config, IReadOnlyList<string> unused, bool hasClassifier, LabelMood? mood)
    {
        if (unused.Count > 0)
        {
            yield return $"not read, as they are for other tasks: {string.Join(", ", unused)}";
        }

        if (!hasClassifier)
        {
            yield return "a base checkpoint has no labels: of the mood, only the sentiment embedding says anything";
        }
        else if (config.IsRegression)
        {
            yield return "the head gives numbers, not labels: of the mood, only the sentiment embedding says anything";
        }
        else if (mood is null)
        {
            yield return $"not all of the labels {string.Join(", ", config.Labels)} are known: of the mood, only the sentiment embedding says anything. "
                + $"Known are {LabelMood.Known}; if these are others' names, give the right ones with --labels";
        }
    }

    private static JsonObject Json(CheckpointConfig config, EncoderImportResult result, int paddingId)
    {
        JsonObject json = EncoderFolder.ToJson(config.Model);
        json["pad_token_id"] = paddingId;
        json["max_length"] = result.MaxLength;
        json["do_lower_case"] = result.LowerCase;
        if (result.Labels.Count > 0)
        {
            json["id2label"] = new JsonObject(result.Labels.Select((label, i) => KeyValuePair.Create($"{i}", (JsonNode?)label)));
            json["problem_type"] = config.ProblemType;
        }

        return json;
    }

    /// <summary>Moves the files of a finished encoder to its folder, whose other files stay.</summary>
    private static void Publish(string aside, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(aside))
        {
            File.Move(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
    }

    private sealed class ReadingProgress(IProgress<EncoderImportProgress> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new EncoderImportProgress(EncoderImportStage.Reading, value));
    }
}
