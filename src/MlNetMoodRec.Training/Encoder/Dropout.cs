using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Dropout that draws from a generator of its own: torch's draws from one that the whole process shares, so that
/// whatever else runs would change the result.
/// </summary>
internal sealed class Dropout : IDisposable
{
    private readonly Generator? _generator;
    private readonly bool _drops;

    private Dropout(Generator? generator, bool drops)
    {
        _generator = generator;
        _drops = drops;
    }

    /// <summary>Drops nothing.</summary>
    public static Dropout None { get; } = new(null, false);

    /// <summary>Drops by a seed. On a graphics card TorchSharp has no generators but the card's one: that is seeded.</summary>
    public static Dropout Seeded(int seed, Device device)
    {
        if (device.type == TorchSharp.DeviceType.CPU)
        {
            return new Dropout(new Generator((ulong)seed, CPU), true);
        }

        cuda.manual_seed(seed);
        return new Dropout(null, true);
    }

    public Tensor Apply(Tensor values, double share)
    {
        if (!_drops || share == 0)
        {
            return values;
        }

        using Tensor kept = empty_like(values, requires_grad: false).bernoulli_(1 - share, _generator).div_(1 - share);
        return values * kept;
    }

    public void Dispose() => _generator?.Dispose();
}
