namespace MlNetMoodRec.Training.Encoder;

/// <summary>What pretraining and training an encoder have in common.</summary>
public abstract record EncoderOptions
{
    /// <summary>The folder that holds the data sets, one folder each: goemotions, sst2, emotion, tweeteval, emobank, vader-lexicon.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder that the encoder is written to; checkpoints go to a folder "checkpoint" in it.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Files with a column of texts without labels, such as reviews.</summary>
    public IReadOnlyList<string> TextFiles { get; init; } = [];

    /// <summary>
    /// Whether only data sets with open terms are used: GoEmotions and EmoBank, beside the VADER lexicon and the
    /// check-ins. The others are then not used at all, and no test of their heads is reported.
    /// </summary>
    public bool OpenDataOnly { get; init; }

    /// <summary>The geometry of the network.</summary>
    public DistilBertConfig Model { get; init; } = new();

    /// <summary>How often the texts are gone through.</summary>
    public double Epochs { get; init; }

    /// <summary>The most tokens, padding included, of a batch.</summary>
    public int TokensPerBatch { get; init; }

    /// <summary>The highest learning rate, reached after the warm-up and falling linearly to 0.</summary>
    public double LearningRate { get; init; }

    /// <summary>The share of all steps in which the learning rate rises.</summary>
    public double WarmUpShare { get; init; } = 0.06;

    /// <summary>The decoupled weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The norm that gradients are cut to.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>The share of tokens that are replaced by [MASK] in training; in pretraining, that are to be guessed.</summary>
    public double TokenMasking { get; init; } = 0.15;

    /// <summary>How much of the running average of the weights is kept at each step; the average is what is shipped.</summary>
    public double AverageDecay { get; init; } = 0.998;

    /// <summary>
    /// The seed of everything random. On a processor the same seed and <see cref="Threads"/> give the same encoder, bit for
    /// bit; a graphics card adds in an order of its own.
    /// </summary>
    public int Seed { get; init; } = 1;

    /// <summary>The threads of torch. More than one only pays on an otherwise idle machine.</summary>
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
            throw new MoodRecException($"The encoder cannot be trained with these options: {string.Join("; ", errors)}.");
        }
    }

    /// <summary>The errors in what these options have in common, each in a few words; a derived record adds its own.</summary>
    private protected virtual IEnumerable<string> Errors()
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

        foreach (string error in Wrong(
            (nameof(Epochs), Epochs, Epochs > 0, "more than 0"),
            (nameof(LearningRate), LearningRate, LearningRate > 0, "more than 0"),
            (nameof(WarmUpShare), WarmUpShare, WarmUpShare is >= 0 and < 1, "at least 0 and below 1"),
            (nameof(WeightDecay), WeightDecay, WeightDecay >= 0, "at least 0"),
            (nameof(ClipNorm), ClipNorm, ClipNorm > 0, "more than 0"),
            (nameof(TokenMasking), TokenMasking, TokenMasking is >= 0 and < 1, "at least 0 and below 1"),
            (nameof(AverageDecay), AverageDecay, AverageDecay is >= 0 and < 1, "at least 0 and below 1"),
            (nameof(Threads), Threads, Threads >= 1, "at least 1")))
        {
            yield return error;
        }

        foreach (string error in Model.Errors())
        {
            yield return error;
        }
    }

    /// <summary>Those of some values that are not valid.</summary>
    private protected static IEnumerable<string> Wrong(params (string Name, double Value, bool Valid, string Expected)[] values) =>
        values.Where(value => !value.Valid).Select(value => $"{value.Name} is {value.Value}, expected {value.Expected}");
}
