using System.Security.Cryptography;
using ICSharpCode.SharpZipLib.GZip;

namespace MlNetMoodRec.Data.Tables;

/// <summary>Opens data files, and says in plain words what is wrong with those that cannot be opened.</summary>
internal static class DataFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>The SHA-256 of the file's bytes (as stored, so of a .gz its compressed bytes), in lower-case hex.</summary>
    public static string Sha256(string path)
    {
        using FileStream stream = OpenStored(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    public static FileStream OpenStored(string path)
    {
        if (Directory.Exists(path))
        {
            throw new MoodRecException($"'{path}' is a folder: name a file in it.");
        }

        if (!File.Exists(path))
        {
            throw new MoodRecException($"There is no file '{path}'.");
        }

        try
        {
            FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
            if (stream.Length == 0)
            {
                stream.Dispose();
                throw new MoodRecException($"'{path}' is empty.");
            }

            return stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// The file's text, decompressed if its name ends in .gz. Not by GZipStream, which takes a file that is cut off
    /// for a complete one.
    /// </summary>
    public static Stream OpenText(string path) => OpenText(path, out _);

    /// <summary>The same, with the stored file, whose position tells how far reading has come.</summary>
    public static Stream OpenText(string path, out FileStream stored)
    {
        stored = OpenStored(path);
        return IsGzip(path) ? new GZipInputStream(stored, BufferSize) : stored;
    }

    public static DataFormat FormatOf(string path)
    {
        string name = IsGzip(path) ? Path.GetFileNameWithoutExtension(path) : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" => DataFormat.Csv,
            ".tsv" or ".tab" => DataFormat.Tsv,
            ".jsonl" or ".ndjson" or ".json" => DataFormat.JsonLines,
            ".parquet" => DataFormat.Parquet,
            _ => throw new MoodRecException(
                $"The extension of '{path}' does not tell its format: expected .csv, .tsv, .jsonl, .parquet (or .gz after one of the first " +
                "three). Rename the file, or say which format it has: csv, tsv, jsonl, parquet or sequences (`user song song ...` a line)."),
        };
    }

    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
