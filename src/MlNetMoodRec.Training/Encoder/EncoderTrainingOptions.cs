namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// How a mood encoder is trained. The defaults were chosen in a few runs on the development parts of the data sets, for
/// 15 minutes of training on two processor cores; they are not the result of a search.
/// </summary>
public sealed record EncoderTrainingOptions : EncoderOptions
{
    /// <summary>Options at their defaults.</summary>
    public EncoderTrainingOptions()
    {
        Epochs = 6;
        TokensPerBatch = 2000;
        LearningRate = 1.2e-3;
    }

    /// <summary>
    /// The folder of a trained or pretrained encoder of the same geometry to start from, or null to start from scratch. Its
    /// vocabulary is kept and grows by the characters that it lacks.
    /// </summary>
    public string? InitFolder { get; init; }

    /// <summary>
    /// The folders of trained encoders, stored as fp32, that this one learns from beside the labels: their answers, averaged,
    /// stand for what the data sets do not say of a text and are mixed into what they do. None for the labels alone.
    /// </summary>
    public IReadOnlyList<string> TeacherFolders { get; init; } = [];

    /// <summary>How much the teachers count where the label is known, from 0 to 1.</summary>
    public double TeacherShare { get; init; } = 0.5;

    /// <summary>How often an epoch holds a text without labels on average; what is learnt of it is the answers of the teachers alone.</summary>
    public double UnlabelledShare { get; init; } = 0.5;

    /// <summary>The share of the sentiment embedding that is dropped before the heads.</summary>
    public double HeadDropout { get; init; } = 0.4;

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

    private protected override IEnumerable<string> Errors()
    {
        foreach (string error in base.Errors())
        {
            yield return error;
        }

        if (InitFolder is not null && !Directory.Exists(InitFolder))
        {
            yield return $"{nameof(InitFolder)} '{InitFolder}' is not a folder";
        }

        foreach (string teacher in TeacherFolders.Where(teacher => !Directory.Exists(teacher)))
        {
            yield return $"{nameof(TeacherFolders)} names '{teacher}', which is not a folder";
        }

        if (TextFiles.Count > 0 && TeacherFolders.Count == 0)
        {
            yield return $"{nameof(TextFiles)} are given without {nameof(TeacherFolders)}, who alone could say something of them";
        }

        foreach (string error in Wrong(
            (nameof(TeacherShare), TeacherShare, TeacherShare is >= 0 and <= 1, "from 0 to 1"),
            (nameof(UnlabelledShare), UnlabelledShare, UnlabelledShare >= 0, "at least 0"),
            (nameof(HeadDropout), HeadDropout, HeadDropout is >= 0 and < 1, "at least 0 and below 1"),
            (nameof(GoEmotionsShare), GoEmotionsShare, GoEmotionsShare >= 0, "at least 0"),
            (nameof(Sst2Share), Sst2Share, Sst2Share >= 0, "at least 0"),
            (nameof(EmotionShare), EmotionShare, EmotionShare >= 0, "at least 0"),
            (nameof(TweetEvalShare), TweetEvalShare, TweetEvalShare >= 0, "at least 0"),
            (nameof(EmoBankShare), EmoBankShare, EmoBankShare >= 0, "at least 0"),
            (nameof(CheckInTexts), CheckInTexts, CheckInTexts >= 0, "at least 0"),
            (nameof(CheckInShare), CheckInShare, CheckInShare >= 0, "at least 0"),
            (nameof(NoisyShare), NoisyShare, NoisyShare is >= 0 and <= 1, "from 0 to 1")))
        {
            yield return error;
        }
    }
}
