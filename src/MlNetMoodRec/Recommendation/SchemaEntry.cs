namespace MlNetMoodRec.Recommendation;

/// <summary>
/// The entry of an ML.NET zip that holds the schema of the training rows. ML.NET 5.0.1 reads on forever where the schema
/// gives a vector more dimensions than the entry has bytes for, so that is looked for before.
/// </summary>
internal static class SchemaEntry
{
    public const string Name = "Schema";

    private static ReadOnlySpan<byte> VectorType => "\u0007VBuffer"u8;

    /// <exception cref="InvalidDataException">A vector type does not have the length that it says.</exception>
    public static void Check(byte[] schema)
    {
        int next = 0;
        while (schema.AsSpan(next).IndexOf(VectorType) is >= 0 and var found)
        {
            next += found + VectorType.Length;
            if (!IsVectorType(new MemoryStream(schema, next, schema.Length - next)))
            {
                throw new InvalidDataException($"its entry '{Name}' has a vector whose dimensions do not fit into it.");
            }
        }
    }

    /// <summary>Length of the rest; name and parameters of the items' type; number of dimensions; dimensions.</summary>
    private static bool IsVectorType(MemoryStream stream)
    {
        using var reader = new BinaryReader(stream);
        try
        {
            long end = reader.Read7BitEncodedInt() + stream.Position;
            reader.ReadString();
            int parameters = reader.Read7BitEncodedInt();
            stream.Position += parameters;
            long dimensions = reader.ReadInt32();
            return end <= stream.Length && dimensions >= 0 && stream.Position + (dimensions * sizeof(int)) == end;
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or IOException or ArgumentException)
        {
            return false;
        }
    }
}
