namespace MlNetMoodRec.Data;

/// <summary>A song of the catalogue with what is known of it. Unknown numbers are null, unknown texts empty.</summary>
public sealed record Song
{
    /// <summary>The song's id.</summary>
    public required string Id { get; init; }

    /// <summary>The title shown to a listener.</summary>
    public string Title { get; init; } = "";

    /// <summary>The artist's name.</summary>
    public string Artist { get; init; } = "";

    /// <summary>The genre.</summary>
    public string Genre { get; init; } = "";

    /// <summary>The tempo in beats per minute.</summary>
    public float? Tempo { get; init; }

    /// <summary>How positive the song sounds, in [0, 1] as audio services give it.</summary>
    public float? Valence { get; init; }

    /// <summary>How energetic the song sounds, in [0, 1] as audio services give it.</summary>
    public float? Energy { get; init; }
}
