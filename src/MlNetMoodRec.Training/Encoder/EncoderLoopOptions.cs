namespace MlNetMoodRec.Training.Encoder;

/// <summary>What a training loop needs to know, whatever it trains; see <see cref="EncoderTrainingOptions"/> for the values.</summary>
internal sealed record EncoderLoopOptions(
    double LearningRate,
    double WarmUpShare,
    double WeightDecay,
    double ClipNorm,
    double AverageDecay,
    int Seed,
    int Threads,
    TimeSpan CheckpointInterval,
    bool Resume);
