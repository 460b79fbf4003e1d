namespace MlNetMoodRec.Training.Encoder;

/// <summary>What an encoder reaches on a file of labelled texts. Intervals: 95 %, percentile bootstrap over the texts.</summary>
public sealed record LabelledFileScore
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>"polarity": the sign of the valence is compared; "emotion": the likeliest of the file's emotions.</summary>
    public required string Kind { get; init; }

    /// <summary>The number of texts.</summary>
    public required int Texts { get; init; }

    /// <summary>The polarities or emotions that were told apart, and how many texts have each.</summary>
    public required IReadOnlyDictionary<string, int> Classes { get; init; }

    /// <summary>The share of texts whose class was found.</summary>
    public required MeasuredShare Accuracy { get; init; }

    /// <summary>The mean over classes of F1.</summary>
    public required MeasuredShare MacroF1 { get; init; }

    /// <summary>The mean over classes of the share of their texts that was found.</summary>
    public required MeasuredShare MacroRecall { get; init; }

    /// <summary>What the measures do not say: labels that count as one.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
