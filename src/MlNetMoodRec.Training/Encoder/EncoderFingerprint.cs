using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>A hash of everything that decides what the steps of a training do.</summary>
internal static class EncoderFingerprint
{
    public static string Of(JsonObject options, byte[] start, IReadOnlyList<TokenizedText[]> steps)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(options.ToJsonString()));
        hash.AppendData(start);
        foreach (TokenizedText text in steps.SelectMany(texts => texts))
        {
            hash.AppendData(MemoryMarshal.AsBytes(text.Ids.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(text.Targets.AsSpan()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
