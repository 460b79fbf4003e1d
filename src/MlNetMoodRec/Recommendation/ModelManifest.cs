using System.Text.Json.Nodes;

namespace MlNetMoodRec.Recommendation;

/// <summary>What a model zip says of itself: how it was made, on what, and how well it did.</summary>
public sealed record ModelManifest
{
    /// <summary>The version of the zip's layout that this library writes and reads.</summary>
    public const int CurrentFormatVersion = 2;

    /// <summary>The version of the zip's layout.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The method, for example "mood-lstm".</summary>
    public required string Method { get; init; }

    /// <summary>The SHA-256 of the training data's file, in hexadecimal.</summary>
    public string DataSha256 { get; init; } = "";

    /// <summary>The options that it was trained with.</summary>
    public JsonNode? Options { get; init; }

    /// <summary>The results on held-out data, with the protocol of each.</summary>
    public JsonNode? Metrics { get; init; }
}
