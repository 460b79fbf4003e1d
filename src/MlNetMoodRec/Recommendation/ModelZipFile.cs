using System.IO.Compression;
using System.IO.Hashing;

namespace MlNetMoodRec.Recommendation;

/// <summary>
/// Opens a model zip and holds it against what a zip says of itself, so that damage is told as such before ML.NET or ONNX
/// Runtime meet it: neither the framework's zip reader nor they notice a changed byte of a weight.
/// </summary>
internal static class ModelZipFile
{
    // Deflate reaches 1,000 to 1. Weights hardly shrink, and texts of titles to about a tenth; the floor is for small models of zeros.
    private const int LargestExpansion = 100;
    private const long AlwaysAllowedBytes = 256 << 20;

    private const int LongestQuotedName = 80;

    /// <exception cref="MoodRecException">No such file, a folder, an empty file, or one that may not be read.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new MoodRecException($"'{path}' is a folder; expected a model zip. Name the file that 'moodrec train --out' wrote.");
        }

        // Before it is opened: opening a named pipe would wait for a writer, and devices have no length either.
        if (File.Exists(path) && new FileInfo(path).Length == 0)
        {
            throw Broken(path, 0, new InvalidDataException("it is empty."));
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MoodRecException($"There is no model at '{path}'. Train one with 'moodrec train --out {path}', or check the path.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new MoodRecException(
                $"'{path}' may not be read by the user '{Environment.UserName}'; expected a readable model zip. Change its permissions.", exception);
        }
        catch (IOException exception)
        {
            throw new MoodRecException($"'{path}' cannot be read: {FirstLine(exception)} Check the disk, or copy the model again.", exception);
        }
    }

    /// <exception cref="InvalidDataException">Not a zip, or one whose end is missing.</exception>
    public static ZipArchive OpenZip(FileStream file)
    {
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                BeginsAsZip(file) ? "it begins as a zip but its end is damaged or missing, as when a copy was cut off." : "it is another kind of file.",
                exception);
        }
    }

    /// <summary>Reads every entry once and compares it with its checksum.</summary>
    /// <exception cref="InvalidDataException">An entry is damaged, or the entries claim to be larger than such a zip can be.</exception>
    public static void Check(ZipArchive zip, long fileLength)
    {
        decimal claimed = zip.Entries.Sum(e => (decimal)e.Length);
        if (claimed > AlwaysAllowedBytes && claimed > (decimal)fileLength * LargestExpansion)
        {
            throw new InvalidDataException(
                $"its entries claim to hold {claimed:N0} bytes, more than {LargestExpansion} times the file; no model is packed like that.");
        }

        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            var checksum = new Crc32();
            using Stream stream = entry.Open();
            checksum.Append(stream);
            if (checksum.GetCurrentHashAsUInt32() != entry.Crc32)
            {
                throw new InvalidDataException($"its entry '{Quote(entry.FullName)}' is damaged: the checksum differs.");
            }
        }
    }

    /// <summary>The error of a file that is no model zip, or not the whole of one; the cause's message is the reason.</summary>
    public static MoodRecException Broken(string path, long length, Exception cause) =>
        new($"'{path}' ({length:N0} bytes) is not a whole model zip: {FirstLine(cause)} Copy it again, or train it again.", cause);

    /// <summary>A name out of a file for a message: one line of printable characters, not too long.</summary>
    public static string Quote(string name)
    {
        string printable = string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return printable.Length <= LongestQuotedName ? printable : $"{printable[..LongestQuotedName]}...";
    }

    /// <summary>The first line of a message, as a sentence.</summary>
    public static string FirstLine(Exception exception)
    {
        string line = exception.Message.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd();
        return line.EndsWith('.') ? line : $"{line}.";
    }

    private static bool BeginsAsZip(FileStream file)
    {
        Span<byte> start = stackalloc byte[4];
        file.Position = 0;
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PK\x3\x4"u8);
    }
}
