namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// How a mood encoder is trained. The defaults were chosen in a few runs on the development parts of the data sets, for
/// 15 minutes of training on two processor cores; they are not the result of a search.
/// </summary>
public sealed record EncoderTrainingOptions
{
    /// <summary>The folder that holds the data sets, one folder each: goemotions, sst2, emotion, tweeteval, emobank, vader-lexicon.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder that the encoder is written to; checkpoints go to a folder "checkpoint" in it.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>
    /// The folder of a trained encoder of the same geometry to start from, or null to start from scratch. Its vocabulary is
    /// kept and grows by the characters that it lacks.
    /// </summary>
    public string? InitFolder { get; init; }

    /// <summary>
    /// The folders of trained encoders, stored as fp32, that this one learns from beside the labels: their answers, averaged,
    /// stand for what the data sets do not say of a text and are mixed into what they do. None for the labels alone.
    /// </summary>
    public IReadOnlyList<string> TeacherFolders { get; init; } = [];

    /// <summary>How much the teachers count where the label is known, from 0 to 1.</summary>
    public double TeacherShare { get; init; } = 0.5;

    /// <summary>Files with a column of texts without labels, on which the teachers' answers alone are learnt.</summary>
    public IReadOnlyList<string> TextFiles { get; init; } = [];

    /// <summary>How often an epoch holds a text without labels on average.</summary>
    public double UnlabelledShare { get; init; } = 0.5;

    /// <summary>The geometry of the network.</summary>
    public DistilBertConfig Model { get; init; } = new();

    /// <summary>How often the sampled training texts are gone through.</summary>
    public double Epochs { get; init; } = 6;

    /// <summary>The most tokens, padding included, of a batch.</summary>
    public int TokensPerBatch { get; init; } = 2000;

    /// <summary>The highest learning rate, reached after the warm-up and falling linearly to 0.</summary>
    public double LearningRate { get; init; } = 1.2e-3;

    /// <summary>The share of all steps in which the learning rate rises.</summary>
    public double WarmUpShare { get; init; } = 0.06;

    /// <summary>The decoupled weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The norm that gradients are cut to.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>The share of the sentiment embedding that is dropped before the heads.</summary>
    public double HeadDropout { get; init; } = 0.4;

    /// <summary>The share of tokens that are replaced by [MASK] in training.</summary>
    public double TokenMasking { get; init; } = 0.15;

    /// <summary>How much of the running average of the weights is kept at each step; the average is what is shipped.</summary>
    public double AverageDecay { get; init; } = 0.998;

    /// <summary>How often an epoch holds a training text of GoEmotions on average.</summary>
    public double GoEmotionsShare { get; init; } = 0.8;

    /// <summary>How often an epoch holds a training text of SST-2 on average.</summary>
    public double Sst2Share { get; init; } = 0.8;

    /// <summary>How often an epoch holds a training text of emotion on average.</summary>
    public double EmotionShare { get; init; } = 1.5;

    /// <summary>How often an epoch holds a training text of TweetEval on average.</summary>
    public double TweetEvalShare { get; init; } = 3;

    /// <summary>How often an epoch holds a training text of EmoBank on average.</summary>
    public double EmoBankShare { get; init; } = 1.5;

    /// <summary>
    /// How many check-ins are written for training by the trainer: short texts with negations,
    /// emoji and slang, which the data sets hold few of. 0 for none.
    /// </summary>
    public int CheckInTexts { get; init; } = 60_000;

    /// <summary>How often an epoch holds a written check-in on average.</summary>
    public double CheckInShare { get; init; } = 0.5;

    /// <summary>The share of the data sets' training texts that also come in a noisy spelling.</summary>
    public double NoisyShare { get; init; } = 0.2;

    /// <summary>
    /// How the weights are stored. <see cref="EncoderStorage.Fp32"/>, since another training can start from such an encoder
    /// and <see cref="EncoderExporter"/> makes the others of it.
    /// </summary>
    public EncoderStorage Storage { get; init; } = EncoderStorage.Fp32;

    /// <summary>
    /// Whether only data sets with open terms are trained on: GoEmotions and EmoBank, beside the VADER lexicon and the
    /// check-ins. The others are then not used at all, and no test of their heads is reported.
    /// </summary>
    public bool OpenDataOnly { get; init; }

    /// <summary>The seed of everything random. On a processor the same seed and <see cref="Threads"/> give the same encoder, bit for bit; a graphics card adds in an order of its own.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The threads of torch. More than one only pays on an otherwise idle machine.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How often a checkpoint is written; one is also written when training is cancelled.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether to go on from the checkpoint in <see cref="OutputFolder"/>, if there is one.</summary>
    public bool Resume { get; init; }

    /// <summary>Throws when a value cannot be used, naming all that cannot.</summary>
    public void Validate()
    {
        string[] errors = [.. Errors()];
        if (errors.Length > 0)
        {
            throw new MoodRecException("The encoder cannot be trained with these options: " + string.Join("; ", errors) + ".");
        }
    }

    internal EncoderLoopOptions Loop => new(
        LearningRate, WarmUpShare, WeightDecay, ClipNorm, AverageDecay, Seed, Threads, CheckpointInterval, Resume);

    internal double Share(string set) => set switch
    {
        "goemotions" => GoEmotionsShare,
        "sst2" => Sst2Share,
        "emotion" => EmotionShare,
        "tweeteval" => TweetEvalShare,
        "emobank" => EmoBankShare,
        CheckIns.CheckInGenerator.SetName => CheckInShare,
        UnlabelledTexts.SetName => UnlabelledShare,
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "No such set."),
    };

    private IEnumerable<string> Errors()
    {
        if (!Directory.Exists(DataFolder))
        {
            yield return $"{nameof(DataFolder)} '{DataFolder}' is not a folder";
        }

        if (InitFolder is not null && !Directory.Exists(InitFolder))
        {
            yield return $"{nameof(InitFolder)} '{InitFolder}' is not a folder";
        }

        foreach (string teacher in TeacherFolders.Where(teacher => !Directory.Exists(teacher)))
        {
            yield return $"{nameof(TeacherFolders)} names '{teacher}', which is not a folder";
        }

        foreach (string file in TextFiles.Where(file => !File.Exists(file)))
        {
            yield return $"{nameof(TextFiles)} names '{file}', which is not a file";
        }

        if (TextFiles.Count > 0 && TeacherFolders.Count == 0)
        {
            yield return $"{nameof(TextFiles)} are given without {nameof(TeacherFolders)}, who alone could say something of them";
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
            (nameof(WarmUpShare), WarmUpShare, WarmUpShare is >= 0 and < 1, "at least 0 and below 1"),
            (nameof(WeightDecay), WeightDecay, WeightDecay >= 0, "at least 0"),
            (nameof(ClipNorm), ClipNorm, ClipNorm > 0, "more than 0"),
            (nameof(HeadDropout), HeadDropout, HeadDropout is >= 0 and < 1, "at least 0 and below 1"),
            (nameof(TokenMasking), TokenMasking, TokenMasking is >= 0 and < 1, "at least 0 and below 1"),
            (nameof(AverageDecay), AverageDecay, AverageDecay is >= 0 and < 1, "at least 0 and below 1"),
            (nameof(GoEmotionsShare), GoEmotionsShare, GoEmotionsShare >= 0, "at least 0"),
            (nameof(Sst2Share), Sst2Share, Sst2Share >= 0, "at least 0"),
            (nameof(EmotionShare), EmotionShare, EmotionShare >= 0, "at least 0"),
            (nameof(TweetEvalShare), TweetEvalShare, TweetEvalShare >= 0, "at least 0"),
            (nameof(EmoBankShare), EmoBankShare, EmoBankShare >= 0, "at least 0"),
            (nameof(CheckInTexts), CheckInTexts, CheckInTexts >= 0, "at least 0"),
            (nameof(CheckInShare), CheckInShare, CheckInShare >= 0, "at least 0"),
            (nameof(NoisyShare), NoisyShare, NoisyShare is >= 0 and <= 1, "from 0 to 1"),
            (nameof(TeacherShare), TeacherShare, TeacherShare is >= 0 and <= 1, "from 0 to 1"),
            (nameof(UnlabelledShare), UnlabelledShare, UnlabelledShare >= 0, "at least 0"),
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
