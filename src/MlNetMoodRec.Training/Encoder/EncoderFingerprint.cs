using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>A hash of everything that decides what the steps of a training do.</summary>
internal static class EncoderFingerprint
{
    // Where things lie and how they are stored decides nothing; which texts and teachers there are shows in the steps.
    private static readonly string[] NotDeciding =
    [
        nameof(EncoderOptions.DataFolder), nameof(EncoderOptions.OutputFolder), nameof(EncoderOptions.TextFiles), nameof(EncoderOptions.OpenDataOnly),
        nameof(EncoderOptions.Resume), nameof(EncoderOptions.CheckpointInterval), nameof(EncoderTrainingOptions.InitFolder),
        nameof(EncoderTrainingOptions.TeacherFolders), nameof(EncoderTrainingOptions.Storage),
    ];

    /// <summary>The hash.</summary>
    /// <param name="options">The options.</param>
    /// <param name="start">The hash of the encoder that is started from; empty for none.</param>
    /// <param name="steps">The texts of every step.</param>
    public static string Of(EncoderOptions options, byte[] start, IReadOnlyList<TokenizedText[]> steps)
    {
        JsonObject deciding = JsonSerializer.SerializeToNode(options, options.GetType())!.AsObject();
        foreach (string name in NotDeciding)
        {
            deciding.Remove(name);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(deciding.ToJsonString()));
        hash.AppendData(start);
        foreach (TokenizedText text in steps.SelectMany(texts => texts))
        {
            hash.AppendData(MemoryMarshal.AsBytes(text.Ids.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(text.Targets.AsSpan()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
