using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>How an experiment was run: every file that it leaves carries this.</summary>
public sealed record ExperimentProtocol
{
    /// <summary>"default", "paper" or "quick".</summary>
    public required string Preset { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The simulated platform; its seed is each of <see cref="Seeds"/>.</summary>
    public required SimulationOptions Simulation { get; init; }

    /// <summary>The LSTM, with and without mood; its seed is each of <see cref="Seeds"/>.</summary>
    public required MoodLstmOptions Lstm { get; init; }

    /// <summary>The matrix factorisation.</summary>
    public required AlsOptions Als { get; init; }

    /// <summary>How events are held out, as "time 70/20/10".</summary>
    public required string Split { get; init; }

    /// <summary>How many listeners have held-out sessions.</summary>
    public required int PolicyListeners { get; init; }

    /// <summary>How many sessions each.</summary>
    public required int PolicySessions { get; init; }

    /// <summary>How many songs a method shows at a time in those sessions.</summary>
    public required int SlateSize { get; init; }

    /// <summary>SHA-256 of the mood encoder's graph ("sha256:...").</summary>
    public required string EncoderHash { get; init; }

    /// <summary>Processor, its number of cores, operating system and .NET.</summary>
    public required string Machine { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }
}
