namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The whole experiment: what metrics.json holds and the report is made of.</summary>
public sealed record ExperimentResult
{
    /// <summary>The name of the method that the study proposes.</summary>
    public const string Proposed = "mood-lstm";

    /// <summary>How it was run.</summary>
    public required ExperimentProtocol Protocol { get; init; }

    /// <summary>Each method over all seeds, in the order of the report.</summary>
    public required IReadOnlyList<MethodSummary> Methods { get; init; }

    /// <summary>Each seed by itself.</summary>
    public required IReadOnlyList<SeedResult> Seeds { get; init; }

    /// <summary>What the mood is worth over the strength of mood; null where it was not run.</summary>
    public LiftCurve? Lift { get; init; }

    /// <summary>The most memory that the process held, in bytes.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>The whole experiment on the clock, less what was done before a resume.</summary>
    public required double Seconds { get; init; }

    /// <summary>Processor time of all cores, less what was done before a resume.</summary>
    public required double ProcessorSeconds { get; init; }

    /// <summary>The most memory that was held on a graphics card, in bytes; null where there is none.</summary>
    public long? GpuMemoryBytes { get; init; }
}
