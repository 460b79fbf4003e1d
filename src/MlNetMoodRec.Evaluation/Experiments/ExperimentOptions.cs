using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What an experiment simulates, trains and measures.</summary>
public sealed record ExperimentOptions
{
    /// <summary>Where the settings come from; it names them in results.</summary>
    public ExperimentPreset Preset { get; init; } = ExperimentPreset.Default;

    /// <summary>The first seed.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>How many seeds: each makes a platform, models and held-out sessions of its own.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The folder of the mood encoder.</summary>
    public string EncoderFolder { get; init; } = "models/mood-encoder";

    /// <summary>The platform; its seed is that of the run.</summary>
    public SimulationOptions Simulation { get; init; } = new();

    /// <summary>The LSTM with and without mood; seed, checkpoint and use of the mood are set by the run.</summary>
    public MoodLstmOptions Lstm { get; init; } = new();

    /// <summary>The matrix factorisation; its seed is that of the run.</summary>
    public AlsOptions Als { get; init; } = new();

    /// <summary>How many listeners have held-out sessions.</summary>
    public int PolicyListeners { get; init; } = 1_000;

    /// <summary>How many held-out sessions each of them has.</summary>
    public int PolicySessions { get; init; } = 2;

    /// <summary>
    /// What liking counts beside being chosen when a method recommends in held-out sessions
    /// (<see cref="Recommendation.ListenerContext.LikeWeight"/>); 1 is the chance of being both. 3: of 0, 1, 3, 10 and 100
    /// on a platform of the quick preset, 3 and 10 satisfied most with every method.
    /// </summary>
    public float PolicyLikeWeight { get; init; } = 3;

    /// <summary>The strengths of mood at which the lift is measured, each on a platform like <see cref="LiftSimulation"/>; empty for no lift curve.</summary>
    public IReadOnlyList<double> LiftStrengths { get; init; } = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>The platforms of the lift curve: smaller, so that there can be many.</summary>
    public SimulationOptions LiftSimulation { get; init; } = new() { Listeners = 600, Songs = 800, Interactions = 24_000 };

    /// <summary>The cut-off of HR@k, NDCG@k and MRR@k.</summary>
    public int K { get; init; } = 10;

    /// <summary>The seeds of the run.</summary>
    public IEnumerable<int> AllSeeds => Enumerable.Range(FirstSeed, Seeds);

    /// <summary>The options of a preset.</summary>
    public static ExperimentOptions Of(ExperimentPreset preset) => preset switch
    {
        // Without early stopping: the paper's 15 epochs are 15 epochs.
        ExperimentPreset.Paper => new ExperimentOptions
        {
            Preset = preset,
            Lstm = new MoodLstmOptions { BatchSize = 64, Epochs = 15, Patience = 15, LearningRate = 0.001 },
        },
        ExperimentPreset.Quick => new ExperimentOptions
        {
            Preset = preset,
            Simulation = new SimulationOptions { Listeners = 400, Songs = 600, Interactions = 16_000 },
            PolicyListeners = 200,
            PolicySessions = 1,
            LiftStrengths = [0, 1],
            LiftSimulation = new SimulationOptions { Listeners = 250, Songs = 400, Interactions = 10_000 },
        },
        _ => new ExperimentOptions(),
    };

    /// <summary>Throws when a value cannot be used; the message names every such value.</summary>
    /// <exception cref="MoodRecException">A value cannot be used.</exception>
    public void Validate()
    {
        List<string> problems = [];
        foreach ((string name, int value, int least) in new[]
        {
            (nameof(FirstSeed), FirstSeed, 0), (nameof(Seeds), Seeds, 1), (nameof(PolicyListeners), PolicyListeners, 2),
            (nameof(PolicySessions), PolicySessions, 1), (nameof(K), K, 1),
        })
        {
            if (value < least)
            {
                problems.Add($"{name} is {value}, expected at least {least}");
            }
        }

        if (!(PolicyLikeWeight >= 0 && float.IsFinite(PolicyLikeWeight)))
        {
            problems.Add(FormattableString.Invariant($"{nameof(PolicyLikeWeight)} is {PolicyLikeWeight}, expected 0 or more"));
        }

        if (LiftStrengths.Any(s => !(s is >= 0 and <= 1)))
        {
            problems.Add(FormattableString.Invariant($"{nameof(LiftStrengths)} are {string.Join(", ", LiftStrengths)}, expected numbers from 0 to 1"));
        }

        if (problems.Count > 0)
        {
            throw new MoodRecException($"The experiment cannot be run with these options: {string.Join("; ", problems)}.");
        }

        Simulation.Validate();
        LiftSimulation.Validate();
        Lstm.Validate();
        Als.Validate();
    }
}
