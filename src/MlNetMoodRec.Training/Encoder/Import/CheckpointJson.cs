using System.Text.Json;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>Reads the JSON files of a checkpoint, none of which may be larger than such a file ever is.</summary>
internal static class CheckpointJson
{
    private const long LargestFile = 64 << 20;

    /// <summary>The object that a file holds.</summary>
    public static JsonElement Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length > LargestFile)
            {
                throw new MoodRecException($"'{path}' has {file.Length >> 20} MB, expected {LargestFile >> 20} MB at most. It is some other file.");
            }

            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new JsonException($"It holds a value of kind {document.RootElement.ValueKind}, expected an object.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"'{path}' is not readable JSON of a checkpoint: {e.Message}", e);
        }
    }

    /// <summary>A member of an object; null when it is not there, or null.</summary>
    public static JsonElement? Member(this JsonElement parent, string key) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out JsonElement member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>A member that is a string; null when it is not.</summary>
    public static string? Text(this JsonElement parent, string key) =>
        parent.Member(key) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    /// <summary>A member that is true or false; null when it is neither.</summary>
    public static bool? Flag(this JsonElement parent, string key) =>
        parent.Member(key) is { ValueKind: JsonValueKind.True or JsonValueKind.False } member ? member.GetBoolean() : null;

    /// <summary>A member that is a whole number of 32 bits; null when it is not.</summary>
    public static int? Whole(this JsonElement parent, string key) =>
        parent.Member(key) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out int number) ? number : null;

    /// <summary>A member that is a number; null when it is not.</summary>
    public static double? Real(this JsonElement parent, string key) =>
        parent.Member(key) is { ValueKind: JsonValueKind.Number } member && member.TryGetDouble(out double number) ? number : null;
}
