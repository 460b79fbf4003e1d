namespace MlNetMoodRec.Simulation.Randomness;

/// <summary>
/// A SplitMix64 generator (Steele, Lea and Flood, 2014) whose start is a hash of a key. Every decision draws from the
/// stream of its own key (listener, session, step), so no decision depends on the order in which others are made, and
/// two policies that are run on the same session meet the same luck.
/// </summary>
internal struct RandomStream
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private ulong _state;

    public RandomStream(ulong seed, RandomPurpose purpose, int first = 0, int second = 0, int third = 0)
    {
        var hash = Mix(seed + Gamma);
        hash = Mix(hash ^ ((ulong)purpose + 1) * Gamma);
        hash = Mix(hash ^ ((ulong)(uint)first + 1) * Gamma);
        hash = Mix(hash ^ ((ulong)(uint)second + 1) * Gamma);
        _state = Mix(hash ^ ((ulong)(uint)third + 1) * Gamma);
    }

    public ulong NextUInt64() => Mix(_state += Gamma);

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform in 0 .. <paramref name="count"/> - 1.</summary>
    public int NextInt(int count) => (int)Math.BigMul(NextUInt64(), (ulong)count, out _);

    /// <summary>
    /// Mean 0, variance 1, within -6 .. 6: the sum of twelve 16-bit uniforms. It needs no logarithm, so it is exact and
    /// the same on every machine.
    /// </summary>
    public double NextGaussian()
    {
        var sum = 0UL;
        for (var word = 0; word < 3; word++)
        {
            var bits = NextUInt64();
            sum += (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        }

        return ((double)sum + 6) / 65536 - 6;
    }

    public bool NextBool(double probability) => NextDouble() < probability;

    public T Pick<T>(T[] values) => values[NextInt(values.Length)];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
