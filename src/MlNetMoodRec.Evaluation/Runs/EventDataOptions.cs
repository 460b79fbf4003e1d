using MlNetMoodRec.Data;

namespace MlNetMoodRec.Evaluation;

/// <summary>Which events are read, what their rows hold, and how they are split.</summary>
public sealed record EventDataOptions
{
    /// <summary>The file of interactions.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read.</summary>
    public InteractionReaderOptions Reader { get; init; } = new();

    /// <summary>How the events are split.</summary>
    public DataSplit Split { get; init; } = DataSplit.Time;

    /// <summary>Whether songs heard before are candidates, in training's validation, in testing and in the protocol. Listeners repeat songs, so included unless told otherwise.</summary>
    public SeenSongPolicy SeenSongs { get; init; } = SeenSongPolicy.Included;

    /// <summary>What the rows hold. Exclusion of songs heard before follows <see cref="SeenSongs"/>.</summary>
    public HistoryOptions History { get; init; } = new();

    /// <summary>The split as a protocol names it.</summary>
    public string SplitName => Split switch
    {
        DataSplit.Time => "time 70/20/10",
        DataSplit.LeaveOneOut => "leave-one-out",
        _ => "all rows",
    };
}
