using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace MlNetMoodRec.Serving;

/// <summary>
/// What tells a changed file from an unchanged one without reading it. Taken from the opened file, so that links on the
/// way to it are followed: Kubernetes swaps a mounted volume by a link of one of its folders.
/// </summary>
internal sealed record ModelFile(long Length, DateTime WrittenUtc)
{
    /// <summary>Looks at the file; null when there is none, or it cannot be opened.</summary>
    public static ModelFile? Look(string path)
    {
        try
        {
            using SafeFileHandle handle = Open(path);
            return new ModelFile(RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The SHA-256 of the file's bytes, in lower-case hexadecimal.</summary>
    public static string Hash(string path)
    {
        using var stream = new FileStream(Open(path), FileAccess.Read);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
