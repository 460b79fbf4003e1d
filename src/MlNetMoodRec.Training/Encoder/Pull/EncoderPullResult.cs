namespace MlNetMoodRec.Training.Encoder.Pull;

/// <summary>What was pulled.</summary>
public sealed record EncoderPullResult
{
    /// <summary>The folder of the files.</summary>
    public required string Folder { get; init; }

    /// <summary>The files, by their names.</summary>
    public required IReadOnlyDictionary<string, PulledFile> Files { get; init; }

    /// <summary>How many bytes came over the network.</summary>
    public required long Downloaded { get; init; }

    /// <summary>The lock file.</summary>
    public required string LockFile { get; init; }

    /// <summary>The files that are pinned now and were not before.</summary>
    public required IReadOnlyList<string> NewlyPinned { get; init; }

    /// <summary>The ONNX file among them, if there is no safetensors file.</summary>
    public string? Onnx => Files.Keys.Any(file => file.EndsWith(".safetensors", StringComparison.Ordinal))
        ? null
        : Files.Keys.FirstOrDefault(file => file.EndsWith(".onnx", StringComparison.Ordinal));
}
