namespace MlNetMoodRec.Simulation.Randomness;

/// <summary>
/// exp and log from +, -, *, / alone. Those are exact by IEEE 754 on every machine, while <see cref="Math.Exp"/> and
/// <see cref="Math.Log(double)"/> are the C library's and differ in the last bit, which would change a simulated log.
/// </summary>
internal static class PortableMath
{
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to the power <paramref name="x"/>, clamped to -700 .. 700; relative error below 1e-15.</summary>
    public static double Exp(double x)
    {
        x = Math.Clamp(x, -700, 700);
        var power = Math.Floor(x * 1.4426950408889634 + 0.5);
        var rest = x - power * Ln2High - power * Ln2Low;
        var sum = 1.0;
        for (var term = 13; term >= 1; term--)
        {
            sum = 1 + sum * rest / term;
        }

        return sum * BitConverter.Int64BitsToDouble((1023L + (long)power) << 52);
    }

    /// <summary>The natural logarithm of a positive normal number; absolute error below 1e-15 near 1.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        var ratio = (mantissa - 1) / (mantissa + 1);
        var square = ratio * ratio;
        var sum = 0.0;
        for (var odd = 21; odd >= 1; odd -= 2)
        {
            sum = sum * square + 1.0 / odd;
        }

        return exponent * Ln2Low + 2 * ratio * sum + exponent * Ln2High;
    }

    public static double Pow(double x, double power) => x <= 0 ? 0 : Exp(power * Log(x));

    public static double Logistic(double x) => 1 / (1 + Exp(-x));
}
