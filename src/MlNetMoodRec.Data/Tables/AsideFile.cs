using System.IO.Compression;

namespace MlNetMoodRec.Data.Tables;

/// <summary>Writes a file beside its place and renames it when it is complete, so that nobody finds half a file.</summary>
internal static class AsideFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Lets <paramref name="write"/> write the file; compressed if its name ends in .gz.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string aside = path + ".partial";
        try
        {
            CheckPlace(path);
            using (FileStream file = new(aside, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
            {
                if (DataFile.IsGzip(path))
                {
                    using GZipStream gzip = new(file, CompressionLevel.Optimal);
                    write(gzip);
                }
                else
                {
                    write(file);
                }
            }

            File.Move(aside, path, overwrite: true);
        }
        catch (Exception e) when (IsWriteFault(e))
        {
            throw new MoodRecException($"'{path}' cannot be written: {e.Message}", e);
        }
        finally
        {
            if (File.Exists(aside))
            {
                File.Delete(aside);
            }
        }
    }

    /// <summary>
    /// Whether writing failed for a reason outside of the program: no room, no right, or a file larger than its file system
    /// or a quota allows (EFBIG), which .NET calls an argument out of range.
    /// </summary>
    public static bool IsWriteFault(Exception exception) =>
        exception is IOException or UnauthorizedAccessException
        || (exception is ArgumentOutOfRangeException && exception.TargetSite?.DeclaringType == typeof(RandomAccess));

    /// <summary>Before long work: throws unless a file can be put there.</summary>
    public static void CheckPlace(string path)
    {
        if (Directory.Exists(path))
        {
            throw new MoodRecException($"'{path}' is a folder: name a file in it.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new MoodRecException($"'{path}' cannot be written: its folder does not exist. Create it first.");
        }
    }

    /// <summary>The format in which a file of this name is written: CSV, JSON lines or Parquet.</summary>
    public static DataFormat FormatOf(string path)
    {
        string extension = Path.GetExtension(DataFile.IsGzip(path) ? Path.GetFileNameWithoutExtension(path) : path);
        return extension.ToLowerInvariant() switch
        {
            ".csv" => DataFormat.Csv,
            ".jsonl" or ".ndjson" => DataFormat.JsonLines,
            ".parquet" when !DataFile.IsGzip(path) => DataFormat.Parquet,
            _ => throw new MoodRecException($"'{path}' cannot be written: name it .csv, .jsonl (either may end in .gz) or .parquet."),
        };
    }
}
