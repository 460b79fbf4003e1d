using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>
/// Reads a safetensors file: 8 bytes with the length of a JSON header (little-endian), the header, then the tensors'
/// bytes. Nothing is allocated for a length that the file does not have, and nothing in it is ever run.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = sizeof(ulong);

    // That of the largest published models has a few MB; a DistilBERT's has 12 KB.
    private const long LongestHeader = 16 << 20;

    private const int ChunkBytes = 1 << 20;

    private readonly string _path;
    private readonly SafeFileHandle _file;

    private SafetensorsFile(string path, SafeFileHandle file, IReadOnlyList<SafetensorsTensor> tensors)
    {
        _path = path;
        _file = file;
        Tensors = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsTensor> Tensors { get; }

    /// <summary>The types whose values <see cref="Read"/> gives.</summary>
    public static IReadOnlyList<string> ReadableTypes { get; } = ["F32", "F16", "BF16"];

    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path);
        try
        {
            return new SafetensorsFile(path, file, ReadHeader(path, file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads all values of a tensor of one of <see cref="ReadableTypes"/> as float.</summary>
    /// <exception cref="MoodRecException">A value is not a finite number.</exception>
    public void Read(SafetensorsTensor tensor, Span<float> values)
    {
        int size = tensor.Type == "F32" ? sizeof(float) : sizeof(ushort);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (long done = 0; done < tensor.Bytes;)
            {
                Span<byte> bytes = chunk.AsSpan(0, (int)Math.Min(ChunkBytes, tensor.Bytes - done));
                Fill(_path, _file, bytes, tensor.Position + done);
                Convert(tensor.Type, bytes, values.Slice((int)(done / size), bytes.Length / size));
                done += bytes.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new MoodRecException(
                    $"The tensor '{tensor.Name}' of '{_path}' holds {value}, expected finite numbers: the checkpoint's training broke down.");
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static IReadOnlyList<SafetensorsTensor> ReadHeader(string path, SafeFileHandle file)
    {
        long fileLength = RandomAccess.GetLength(file);
        if (fileLength < LengthBytes)
        {
            throw SafetensorsHeader.Bad(path, $"it has {fileLength} bytes, expected {LengthBytes} with the length of its header and then the header");
        }

        Span<byte> length = stackalloc byte[LengthBytes];
        Fill(path, file, length, 0);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(length);
        long longest = Math.Min(LongestHeader, fileLength - LengthBytes);
        if (headerLength > (ulong)longest)
        {
            throw SafetensorsHeader.Bad(path, $"its header is to have {headerLength} bytes, expected at most {longest} in a file of {fileLength} bytes");
        }

        byte[] header = new byte[(int)headerLength];
        Fill(path, file, header, LengthBytes);
        long dataPosition = LengthBytes + header.Length;
        return SafetensorsHeader.Parse(path, header, dataPosition, fileLength - dataPosition);
    }

    private static void Fill(string path, SafeFileHandle file, Span<byte> bytes, long position)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(file, bytes, position);
            if (read == 0)
            {
                throw SafetensorsHeader.Bad(path, $"it ended at byte {position} while it was read");
            }

            bytes = bytes[read..];
            position += read;
        }
    }

    private static void Convert(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * sizeof(ushort))..]),
                "BF16" => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]) << 16),
                _ => throw new ArgumentException($"Values of type {type} cannot be read.", nameof(type)),
            };
        }
    }
}
