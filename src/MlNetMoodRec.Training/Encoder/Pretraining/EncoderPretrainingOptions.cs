namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// How an encoder is pretrained on words alone. The defaults are those of the encoder in models/, on a graphics card; no
/// search stands behind them.
/// </summary>
public sealed record EncoderPretrainingOptions : EncoderOptions
{
    /// <summary>Options at their defaults.</summary>
    public EncoderPretrainingOptions()
    {
        Epochs = 12;
        TokensPerBatch = 16_000;
        LearningRate = 1.5e-3;
    }
}
