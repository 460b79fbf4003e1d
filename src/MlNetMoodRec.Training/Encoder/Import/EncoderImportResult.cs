using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>What was imported, and what the encoder gives.</summary>
public sealed record EncoderImportResult
{
    /// <summary>The encoder's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The network's geometry.</summary>
    public required DistilBertConfig Model { get; init; }

    /// <summary>How many weights there are.</summary>
    public required long Weights { get; init; }

    /// <summary>How the checkpoint stores them, as in "F16"; the encoder of a safetensors file has them as 32-bit floats.</summary>
    public required string WeightTypes { get; init; }

    /// <summary>The labels in the order of the classifier's outputs; none for a base checkpoint.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>
    /// The columns out of <see cref="MoodColumns.Valence"/>, <see cref="MoodColumns.Arousal"/> and
    /// <see cref="MoodColumns.Emotion"/> that are 0 and neutral for every text, because the checkpoint does not tell them.
    /// </summary>
    public required IReadOnlyList<string> ColumnsNotGiven { get; init; }

    /// <summary>Whether texts are lower-cased.</summary>
    public required bool LowerCase { get; init; }

    /// <summary>How many tokens of a text are read.</summary>
    public required int MaxLength { get; init; }

    /// <summary>
    /// The largest difference between the answers of the encoder and of <see cref="ComparedWith"/>, on texts of several lengths.
    /// </summary>
    public required double LargestDifference { get; init; }

    /// <summary>"torch", or "the export" where an ONNX export was imported.</summary>
    public required string ComparedWith { get; init; }

    /// <summary>What else a user of the encoder should know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
