using System.Security.Cryptography;
using System.Text;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation;

/// <summary>Identifies the data behind a result.</summary>
public static class DataHash
{
    /// <summary>"sha256:" and the hash of a file's bytes in lower-case hex.</summary>
    public static string OfFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>"rows-sha256:" and the hash of the rows' listeners, targets and times, in their order.</summary>
    public static string OfRows(IEnumerable<ListenerEvent> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ListenerEvent row in rows)
        {
            Append(row.UserId);
            Append(row.SongId);
            hash.AppendData(BitConverter.GetBytes(row.Time.Ticks));
        }

        return "rows-sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text ?? "");
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
