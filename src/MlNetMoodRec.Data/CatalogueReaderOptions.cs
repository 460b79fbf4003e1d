using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Data;

/// <summary>
/// How a file of songs is read. The keys of <see cref="TableReaderOptions.Map"/> are <c>id</c>, <c>title</c>,
/// <c>artist</c>, <c>genre</c>, <c>tempo</c>, <c>valence</c> and <c>energy</c>; only the id must be there. Usual names are
/// found without a mapping (id, song_id, item_id, track_id; title, track_name; artist_name).
/// </summary>
public sealed record CatalogueReaderOptions : TableReaderOptions
{
    internal const int Id = 0;
    internal const int Title = 1;
    internal const int Artist = 2;
    internal const int Genre = 3;
    internal const int Tempo = 4;
    internal const int Valence = 5;
    internal const int Energy = 6;

    private static readonly ColumnRole[] Roles =
    [
        new("id", ["id", "song", "songid", "item", "itemid", "track", "trackid"], IsRequired: true),
        new("title", ["title", "songtitle", "trackname", "songname", "name"]),
        new("artist", ["artist", "artistname", "singer"]),
        new("genre", ["genre", "generalgenre"]),
        new("tempo", ["tempo", "bpm"]),
        new("valence", ["valence"]),
        new("energy", ["energy"]),
    ];

    /// <summary>The range of the column of valences that is scaled to [0, 1]. Null: the values are in [0, 1], and others make a bad row.</summary>
    public ValueRange? ValenceRange { get; init; }

    /// <summary>The range of the column of energies that is scaled to [0, 1]. Null: the values are in [0, 1], and others make a bad row.</summary>
    public ValueRange? EnergyRange { get; init; }

    /// <summary>Reports every wrong value at once.</summary>
    /// <exception cref="MoodRecException">A value is wrong.</exception>
    public void Validate() => CreateMapping();

    internal ColumnMapping CreateMapping()
    {
        List<string> problems = Problems();
        ColumnMapping mapping = new(Map, Roles, problems);
        if (Format == DataFormat.Sequences)
        {
            problems.Add($"{nameof(Format)} is {nameof(DataFormat.Sequences)}, which holds interactions and no catalogue");
        }

        if (ValenceRange is { IsValid: false })
        {
            problems.Add($"{nameof(ValenceRange)} is {ValenceRange}; it must run from a number to a larger one");
        }

        if (EnergyRange is { IsValid: false })
        {
            problems.Add($"{nameof(EnergyRange)} is {EnergyRange}; it must run from a number to a larger one");
        }

        ThrowIfAny(problems, nameof(CatalogueReaderOptions));
        return mapping;
    }
}
