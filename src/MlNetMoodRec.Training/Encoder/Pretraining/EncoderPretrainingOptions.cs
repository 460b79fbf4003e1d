namespace MlNetMoodRec.Training.Encoder;

/// <summary>How an encoder is pretrained on texts without their labels. The defaults are those of the encoder in models/, on a graphics card; no search stands behind them.</summary>
public sealed record EncoderPretrainingOptions
{
    /// <summary>The folder of the labelled data sets, of which the training texts are read; see <see cref="EncoderTrainingOptions.DataFolder"/>.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder that the encoder is written to; checkpoints go to a folder "checkpoint" in it.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Files with a column of further texts, such as reviews.</summary>
    public IReadOnlyList<string> TextFiles { get; init; } = [];

    /// <summary>The geometry of the network.</summary>
    public DistilBertConfig Model { get; init; } = new();

    /// <summary>How often all texts are gone through.</summary>
    public double Epochs { get; init; } = 12;

    /// <summary>The most tokens, padding included, of a batch.</summary>
    public int TokensPerBatch { get; init; } = 16_000;

    /// <summary>The highest learning rate, reached after the warm-up and falling linearly to 0.</summary>
    public double LearningRate { get; init; } = 1.5e-3;

    /// <summary>The share of tokens that are to be guessed.</summary>
    public double MaskedShare { get; init; } = 0.15;

    /// <summary>Whether only data sets with open terms are read; see <see cref="EncoderTrainingOptions.OpenDataOnly"/>.</summary>
    public bool OpenDataOnly { get; init; }

    /// <summary>The seed of everything random; see <see cref="EncoderTrainingOptions.Seed"/>.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The threads of torch.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How often a checkpoint is written; one is also written when training is cancelled.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether to go on from the checkpoint in <see cref="OutputFolder"/>, if there is one.</summary>
    public bool Resume { get; init; }

    /// <summary>Throws when a value cannot be used, naming all that cannot.</summary>
    /// <exception cref="MoodRecException">A value cannot be used.</exception>
    public void Validate()
    {
        string[] errors = [.. Errors()];
        if (errors.Length > 0)
        {
            throw new MoodRecException("The encoder cannot be pretrained with these options: " + string.Join("; ", errors) + ".");
        }
    }

    internal EncoderLoopOptions Loop => new(
        LearningRate, WarmUpShare: 0.06, WeightDecay: 0.01, ClipNorm: 1, AverageDecay: 0.998, Seed, Threads, CheckpointInterval, Resume);

    private IEnumerable<string> Errors()
    {
        if (!Directory.Exists(DataFolder))
        {
            yield return $"{nameof(DataFolder)} '{DataFolder}' is not a folder";
        }

        foreach (string file in TextFiles.Where(file => !File.Exists(file)))
        {
            yield return $"{nameof(TextFiles)} names '{file}', which is not a file";
        }

        if (string.IsNullOrWhiteSpace(OutputFolder))
        {
            yield return $"{nameof(OutputFolder)} is empty";
        }

        if (Model.MaxPositions * 2 > TokensPerBatch)
        {
            yield return $"{nameof(TokensPerBatch)} is {TokensPerBatch}, expected at least two texts of {Model.MaxPositions} tokens";
        }

        (string Name, double Value, bool Valid, string Expected)[] values =
        [
            (nameof(Epochs), Epochs, Epochs > 0, "more than 0"),
            (nameof(LearningRate), LearningRate, LearningRate > 0, "more than 0"),
            (nameof(MaskedShare), MaskedShare, MaskedShare is > 0 and < 1, "above 0 and below 1"),
            (nameof(Threads), Threads, Threads >= 1, "at least 1"),
        ];
        foreach ((string name, double value, bool valid, string expected) in values)
        {
            if (!valid)
            {
                yield return $"{name} is {value}, expected {expected}";
            }
        }

        foreach (string error in Model.Errors())
        {
            yield return error;
        }
    }
}
