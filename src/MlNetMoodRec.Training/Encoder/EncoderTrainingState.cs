namespace MlNetMoodRec.Training.Encoder;

/// <summary>How far a training is, apart from the weights: steps done, running mean of the loss, time taken on the clock and by the processor.</summary>
internal sealed record EncoderTrainingState(int Step, double Loss, TimeSpan Duration, TimeSpan ProcessorTime)
{
    private const double Memory = 0.98;

    /// <summary>The state after one more step.</summary>
    public EncoderTrainingState After(double loss, TimeSpan duration, TimeSpan processorTime) =>
        new(Step + 1, Step == 0 ? loss : (Memory * Loss) + ((1 - Memory) * loss), duration, processorTime);
}
