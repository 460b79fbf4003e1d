using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>How hyper-parameters are searched (<see cref="LstmSearch"/>).</summary>
public sealed record SearchOptions
{
    /// <summary>How many settings are tried, the starting options among them. 27: three rungs of a third each, from 27 over 9 to 3.</summary>
    public int Trials { get; init; } = 27;

    /// <summary>Passes over the data of a trial that stays to the end, if it does not stop early. 9: with the reduction of 3 the rungs are 1, 3 and 9.</summary>
    public int Epochs { get; init; } = 9;

    /// <summary>Passes over the data of every trial, at least. 1: the least.</summary>
    public int MinEpochs { get; init; } = 1;

    /// <summary>From rung to rung one in so many trials goes on, for so many times the epochs. 3, as in the papers.</summary>
    public int Reduction { get; init; } = 3;

    /// <summary>Trials that are trained side by side, each on one thread; 0 is one for each processor. The result does not depend on it.</summary>
    public int Parallel { get; init; }

    /// <summary>What is searched.</summary>
    public SearchSpace Space { get; init; } = new();

    /// <summary>Throws when a value is out of range; the message names every such value.</summary>
    /// <exception cref="MoodRecException">A value is out of range.</exception>
    public void Validate()
    {
        new OptionErrors(nameof(SearchOptions))
            .Require(Trials is >= 2 and <= 100_000, nameof(Trials), Trials, "2 to 100000")
            .Require(Epochs is >= 1 and <= 10_000, nameof(Epochs), Epochs, "1 to 10000")
            .Require(MinEpochs >= 1 && MinEpochs <= Math.Max(1, Epochs), nameof(MinEpochs), MinEpochs, $"1 to {nameof(Epochs)}")
            .Require(Reduction is >= 2 and <= 1000, nameof(Reduction), Reduction, "2 to 1000")
            .Require(Parallel is >= 0 and <= 1024, nameof(Parallel), Parallel, "0 to 1024")
            .ThrowIfAny();
        Space.Validate();
    }
}
