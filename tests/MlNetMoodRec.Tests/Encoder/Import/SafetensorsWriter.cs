using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MlNetMoodRec.Tests.Encoder.Import;

/// <summary>Writes safetensors files, good and bad ones.</summary>
internal static class SafetensorsWriter
{
    /// <summary>Writes any header in front of any data.</summary>
    public static void WriteRaw(string path, string header, byte[] data, ulong? headerLength = null)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, headerLength ?? (ulong)json.Length);
        File.WriteAllBytes(path, [.. length, .. json, .. data]);
    }

    /// <summary>Writes tensors one after the other; the values of each are asked for when its turn comes.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, string Type, long[] Shape)> tensors, Func<string, float[]> values)
    {
        long offset = 0;
        var header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        foreach ((string name, string type, long[] shape) in tensors)
        {
            long end = offset + (shape.Aggregate(1L, (product, size) => product * size) * BytesOf(type));
            header.Append($",\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{offset},{end}]}}");
            offset = end;
        }

        WriteRaw(path, header.Append('}').ToString().PadRight(header.Length + 9), []);
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        foreach ((string name, string type, _) in tensors)
        {
            stream.Write(Bytes(type, values(name)));
        }
    }

    /// <summary>What is left of a value when it is stored in a type.</summary>
    public static float Rounded(string type, float value) => type switch
    {
        "F16" => (float)(Half)value,
        "BF16" => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000),
        _ => value,
    };

    private static byte[] Bytes(string type, float[] values) => type switch
    {
        "F32" => MemoryMarshal.AsBytes(values.AsSpan()).ToArray(),
        "F16" => MemoryMarshal.AsBytes<Half>(Array.ConvertAll(values, v => (Half)v)).ToArray(),
        "BF16" => MemoryMarshal.AsBytes<ushort>(Array.ConvertAll(values, v => (ushort)(BitConverter.SingleToUInt32Bits(v) >> 16))).ToArray(),
        _ => new byte[values.Length * BytesOf(type)],
    };

    private static int BytesOf(string type) => type switch
    {
        "F64" or "I64" => 8,
        "F32" => 4,
        "F16" or "BF16" => 2,
        _ => throw new ArgumentException($"'{type}' is not written here.", nameof(type)),
    };
}
