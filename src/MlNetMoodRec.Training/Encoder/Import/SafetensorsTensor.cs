namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>One tensor of a safetensors file: its type and shape, and where its bytes lie in the file.</summary>
internal sealed record SafetensorsTensor(string Name, string Type, IReadOnlyList<long> Shape, long Position, long Bytes)
{
    /// <summary>The number of values.</summary>
    public long Values => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>As in "F32 [768, 768]".</summary>
    public string Description => $"{Type} {Describe(Shape)}";

    public static string Describe(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
