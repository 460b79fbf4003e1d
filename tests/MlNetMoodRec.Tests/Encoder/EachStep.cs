using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

/// <summary>Calls back on the training thread, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class EachStep(Action<EncoderTrainingProgress>? action) : IProgress<EncoderTrainingProgress>
{
    public void Report(EncoderTrainingProgress value) => action?.Invoke(value);
}
