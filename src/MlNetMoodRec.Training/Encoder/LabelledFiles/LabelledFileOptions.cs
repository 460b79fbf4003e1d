using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>A file of labelled texts to measure an encoder on.</summary>
public sealed record LabelledFileOptions
{
    /// <summary>CSV, TSV, JSON lines (also .gz) or Parquet, with a column of texts and one of labels.</summary>
    public required string File { get; init; }

    /// <summary>How the file is read; the keys of its mapping are <c>text</c> and <c>label</c>.</summary>
    public TextReaderOptions Reader { get; init; } = new();

    /// <summary>
    /// The labels that may occur: polarities (negative, positive) or emotions. One that is called otherwise in the file
    /// is given as <c>name=meaning</c>. Where the file holds whole numbers, they count these labels from 0. Null: what
    /// the file holds, as it is called there.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
