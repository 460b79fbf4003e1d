using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Scoring;

/// <summary>Everything that the bytes of a scored file depend on. Work goes on, and parts are joined, only where it is the same.</summary>
internal sealed record ScoringIdentity
{
    /// <summary>The layout of the files; a change of the batches changes the last digits of scores, and this number.</summary>
    public int Version { get; init; } = 1;

    public required string ModelSha256 { get; init; }

    public required string InputSha256 { get; init; }

    public required string Format { get; init; }

    public required string Map { get; init; }

    public required int Top { get; init; }

    public required bool ExcludeRecent { get; init; }

    public required int Shards { get; init; }

    public static ScoringIdentity Of(ScoringOptions options) => new()
    {
        ModelSha256 = DataFile.Sha256(options.Model),
        InputSha256 = DataFile.Sha256(options.Input),
        Format = $"{options.Reader.Format ?? DataFile.FormatOf(options.Input)}",
        Map = options.Reader.Map,
        Top = options.Top,
        ExcludeRecent = options.ExcludeRecent,
        Shards = options.Shard?.Count ?? 1,
    };

    /// <summary>What is not the same, in words; empty where all is.</summary>
    public IEnumerable<string> DifferencesFrom(ScoringIdentity other)
    {
        (string Name, object Mine, object Theirs)[] values =
        [
            ("version", Version, other.Version), ("model", ModelSha256, other.ModelSha256), ("input", InputSha256, other.InputSha256),
            ("format", Format, other.Format), ("map", Map, other.Map), ("top", Top, other.Top),
            ("recent songs left out", ExcludeRecent, other.ExcludeRecent), ("number of shards", Shards, other.Shards),
        ];
        return values.Where(value => !value.Mine.Equals(value.Theirs))
            .Select(value => value.Name is "model" or "input" ? $"another {value.Name}" : $"{value.Name} '{value.Theirs}' instead of '{value.Mine}'");
    }
}
