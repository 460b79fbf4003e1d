using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What <see cref="Benchmark"/> runs.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>The benchmark.</summary>
    public required BenchmarkName Name { get; init; }

    /// <summary>The folder with the public data sets, one folder each; not read by <see cref="BenchmarkName.NewSongs"/>.</summary>
    public string DataFolder { get; init; } = "";

    /// <summary>The folder of the results.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>How many seeds a method that depends on them runs with, from 1 on.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The methods to run; empty for all. Results of others that are in the folder already stay in the tables.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>The percentage of the training sessions, from the last backwards; for data sets of sessions alone.</summary>
    public int Fraction { get; init; } = 100;

    /// <summary>Whether to go on with results that are in the folder already.</summary>
    public bool MayResume { get; init; }

    /// <summary>The folder of the mood encoder, for data sets with texts.</summary>
    public string EncoderFolder { get; init; } = "";

    /// <summary>The platform of <see cref="BenchmarkName.NewSongs"/>.</summary>
    public SimulationOptions Simulation { get; init; } = new();

    /// <summary>Options of the LSTM, and of the GRU but for its cell, in place of those that the data set has here; null for those.</summary>
    public MoodLstmOptions? Lstm { get; init; }

    internal IReadOnlyList<int> AllSeeds => [.. Enumerable.Range(1, Seeds)];

    /// <summary>Throws when a value cannot be used; the message names every such value.</summary>
    /// <exception cref="MoodRecException">A value cannot be used.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (!Enum.IsDefined(Name))
        {
            problems.Add($"{nameof(Name)} is {Name}, expected a benchmark");
        }

        if (Name != BenchmarkName.NewSongs && !Directory.Exists(DataFolder))
        {
            problems.Add($"{nameof(DataFolder)} is '{DataFolder}', expected a folder that is there");
        }

        if (Seeds < 1)
        {
            problems.Add($"{nameof(Seeds)} is {Seeds}, expected at least 1");
        }

        if (Fraction is < 1 or > 100)
        {
            problems.Add($"{nameof(Fraction)} is {Fraction}, expected 1 to 100");
        }

        if (Fraction != 100 && Name != BenchmarkName.NowPlaying)
        {
            problems.Add($"{nameof(Fraction)} is {Fraction}, expected 100 for data other than {nameof(BenchmarkName.NowPlaying)}");
        }

        if (problems.Count > 0)
        {
            throw new MoodRecException($"{nameof(BenchmarkOptions)} cannot be used: {string.Join("; ", problems)}.");
        }

        Simulation.Validate();
        Lstm?.Validate();
    }
}
