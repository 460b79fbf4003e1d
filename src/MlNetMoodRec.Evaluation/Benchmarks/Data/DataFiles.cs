using System.Security.Cryptography;
using System.Text;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>The files of a data set.</summary>
internal static class DataFiles
{
    /// <summary>"sha256:" and the hash of one file, or of the hashes of several in their order.</summary>
    /// <exception cref="MoodRecException">A file is not there.</exception>
    public static string Hash(params string[] paths)
    {
        string[] hashes = [.. paths.Select(DataFile.Sha256)];
        return "sha256:" + (hashes.Length == 1 ? hashes[0] : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes)))));
    }

    /// <summary>The lines of a text file that are not blank; decompressed if its name ends in .gz.</summary>
    /// <exception cref="MoodRecException">The file is not there.</exception>
    public static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(DataFile.OpenText(path));
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return line;
            }
        }
    }
}
