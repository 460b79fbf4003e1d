namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>Which checkpoint to import, and where to.</summary>
public sealed record EncoderImportOptions
{
    /// <summary>
    /// The folder of a Hugging Face DistilBERT: config.json, model.safetensors, and tokenizer.json or vocab.txt (with
    /// tokenizer_config.json where there is one). Or an ONNX export of one for classification, a file or a folder with
    /// model.onnx or onnx/model.onnx in it; the other files lie beside it or one folder up.
    /// </summary>
    public required string Checkpoint { get; init; }

    /// <summary>The folder that becomes the encoder: model.onnx, vocab.txt, config.json and README.md.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The names of the classifier's outputs in their order, in place of those in config.json (id2label).</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>
    /// How many tokens of a text are read, at least 2; unless given, the tokenizer's model_max_length and no more than the
    /// network has positions.
    /// </summary>
    public int? MaxLength { get; init; }

    /// <summary>How the weights are stored; an ONNX export can only be stored otherwise if it holds 32-bit floats.</summary>
    public EncoderStorage Storage { get; init; } = EncoderStorage.Fp32;

    /// <summary>Throws when a value cannot be used, naming all that cannot.</summary>
    public void Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Checkpoint) || string.IsNullOrWhiteSpace(OutputFolder))
        {
            errors.Add("a folder is empty, expected that of the checkpoint and that of the encoder");
        }
        else if (File.Exists(Checkpoint) && !Checkpoint.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add($"'{Checkpoint}' is a file, expected the folder of a DistilBERT checkpoint, or an ONNX export named .onnx");
        }
        else if (!File.Exists(Checkpoint) && !Directory.Exists(Checkpoint))
        {
            errors.Add($"there is no folder '{Checkpoint}', expected that of a DistilBERT checkpoint");
        }
        else if (FullPath(Checkpoint) == FullPath(OutputFolder) || (File.Exists(Checkpoint) && FullPath(Path.GetDirectoryName(FullPath(Checkpoint))!) == FullPath(OutputFolder)))
        {
            errors.Add($"the encoder is to go to the checkpoint's own folder '{OutputFolder}', expected another one: config.json would be overwritten");
        }
        else if (File.Exists(OutputFolder))
        {
            errors.Add($"'{OutputFolder}' is a file, expected a folder");
        }

        if (Labels is not null && (Labels.Any(string.IsNullOrWhiteSpace) || Labels.Distinct(StringComparer.OrdinalIgnoreCase).Count() < Labels.Count))
        {
            errors.Add($"the labels are {string.Join(", ", Labels)}, expected different names, none of them empty");
        }

        if (MaxLength < 2)
        {
            errors.Add($"the longest text is to have {MaxLength} tokens, expected at least 2");
        }

        if (errors.Count > 0)
        {
            throw new MoodRecException("The checkpoint cannot be imported: " + string.Join("; ", errors) + ".");
        }
    }

    internal static string FullPath(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
}
