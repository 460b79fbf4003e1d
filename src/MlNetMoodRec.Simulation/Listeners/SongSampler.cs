using System.Numerics;
using System.Runtime.InteropServices;
using MlNetMoodRec.Simulation.Catalogue;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>
/// Draws songs with chances proportional to the exponentials of their utilities. Weights are rounded to integers and
/// added exactly, so the draw is the same for every vector width. Not thread-safe: holds scratch memory.
/// </summary>
internal sealed class SongSampler(SongSpace space)
{
    /// <summary>Bits of a weight after the point; a song whose chance is below 2^-25 of the likeliest one's is never drawn.</summary>
    private const int WeightBits = 24;

    private readonly float[] _utilities = new float[space.Padded];
    private readonly int[] _weights = new int[space.Padded];

    /// <summary>Draws the song that is played next in the log.</summary>
    public int Next(ChoiceUtility utility, Listener listener, double uniform)
    {
        utility.Write(listener, offer: true, appeal: true, _utilities);
        return Draw(_utilities, uniform);
    }

    /// <summary>Draws a song with a chance proportional to the exponential of its utility.</summary>
    public int Draw(ReadOnlySpan<float> utilities, double uniform)
    {
        ref var first = ref MemoryMarshal.GetReference(utilities[..space.Padded]);
        var greatest = new Vector<float>(float.MinValue);
        for (nuint s = 0; s < (nuint)space.Padded; s += (nuint)Vector<float>.Count)
        {
            greatest = Vector.Max(greatest, Vector.LoadUnsafe(ref first, s));
        }

        var maximum = float.MinValue;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            maximum = Math.Max(maximum, greatest[lane]);
        }

        var total = Weigh(utilities, maximum);
        var rest = (long)(uniform * total);
        var song = 0;
        for (; song + 8 <= space.Count; song += 8)
        {
            var w = _weights.AsSpan(song, 8);
            long sum = w[0] + w[1] + w[2] + w[3] + (w[4] + w[5] + w[6] + w[7]);
            if (rest < sum)
            {
                break;
            }

            rest -= sum;
        }

        for (; song < space.Count - 1; song++)
        {
            rest -= _weights[song];
            if (rest < 0)
            {
                break;
            }
        }

        return song;
    }

    /// <summary>weight = trunc(2^24 exp(utility - maximum)), by 2^y = 2^n 2^f with f in [-1/2, 1/2] and a polynomial for 2^f.</summary>
    private long Weigh(ReadOnlySpan<float> utilities, float maximum)
    {
        var toBinary = new Vector<float>(1.44269504f);
        var least = new Vector<float>(-WeightBits - 2f);
        var half = new Vector<float>(0.5f);
        var top = new Vector<float>(maximum);
        var total = Vector<long>.Zero;
        ref var first = ref MemoryMarshal.GetReference(utilities[..space.Padded]);
        ref var results = ref MemoryMarshal.GetArrayDataReference(_weights);
        for (nuint s = 0; s < (nuint)space.Padded; s += (nuint)Vector<float>.Count)
        {
            var power = Vector.Max((Vector.LoadUnsafe(ref first, s) - top) * toBinary, least);
            var whole = Vector.Floor(power + half);
            var rest = power - whole;
            var sum = new Vector<float>(0.0013333558f);
            sum = sum * rest + new Vector<float>(0.0096181291f);
            sum = sum * rest + new Vector<float>(0.0555041087f);
            sum = sum * rest + new Vector<float>(0.2402265070f);
            sum = sum * rest + new Vector<float>(0.6931471806f);
            sum = sum * rest + Vector<float>.One;
            var scale = Vector.AsVectorSingle(Vector.ShiftLeft(Vector.ConvertToInt32(whole) + new Vector<int>(127 + WeightBits), 23));
            var weights = Vector.ConvertToInt32(sum * scale);
            weights.StoreUnsafe(ref results, s);
            Vector.Widen(weights, out var low, out var high);
            total += low + high;
        }

        return Vector.Sum(total);
    }
}
