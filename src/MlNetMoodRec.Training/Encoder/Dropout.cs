using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Dropout that draws from a generator of its own: torch's draws from one that the whole process shares, so that
/// whatever else runs would change the result.
/// </summary>
internal sealed class Dropout(Generator? generator)
{
    /// <summary>Drops nothing.</summary>
    public static Dropout None { get; } = new(null);

    public Tensor Apply(Tensor values, double share)
    {
        if (generator is null || share == 0)
        {
            return values;
        }

        using Tensor kept = empty_like(values, requires_grad: false).bernoulli_(1 - share, generator).div_(1 - share);
        return values * kept;
    }
}
