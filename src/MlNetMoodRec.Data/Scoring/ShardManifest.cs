using System.Text.Json;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Scoring;

/// <summary>What lies beside the output of a shard, so that merging can tell whether parts belong together and are whole.</summary>
internal sealed record ShardManifest
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required ScoringIdentity Identity { get; init; }

    public required UserShard Shard { get; init; }

    public required long Scored { get; init; }

    public required long Rejected { get; init; }

    /// <summary>The SHA-256 of the part's bytes.</summary>
    public required string Sha256 { get; init; }

    public static string PathOf(string output) => output + ".shard.json";

    public static ShardManifest Read(string part)
    {
        string path = PathOf(part);
        if (!File.Exists(path))
        {
            throw new MoodRecException(
                $"'{part}' is no finished shard: there is no '{path}' beside it. Name the outputs of 'moodrec score --shard i/n', and keep both files together.");
        }

        try
        {
            return JsonSerializer.Deserialize<ShardManifest>(File.ReadAllBytes(path), Json) ?? throw new JsonException("it holds nothing");
        }
        catch (JsonException e)
        {
            throw new MoodRecException($"'{path}' is not what 'moodrec score --shard' wrote ({e.Message}). Score the shard again.", e);
        }
    }

    public void Write(string output) => AsideFile.Write(PathOf(output), stream => JsonSerializer.Serialize(stream, this, Json));
}
