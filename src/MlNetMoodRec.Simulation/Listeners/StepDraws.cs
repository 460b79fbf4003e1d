using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Listeners;

/// <summary>The luck of one step, drawn whole so that it is the same whatever is recommended.</summary>
internal readonly struct StepDraws
{
    public StepDraws(ref RandomStream random)
    {
        Switch = random.NextDouble();
        Interest = random.NextDouble();
        Choice = random.NextDouble();
        Outcome = random.NextDouble();
        Share = random.NextDouble();
        Rates = random.NextDouble();
        Rating = random.NextDouble();
        Continue = random.NextDouble();
        Pause = random.NextDouble();
        ValenceNoise = random.NextGaussian();
        ArousalNoise = random.NextGaussian();
    }

    public double Switch { get; }

    public double Interest { get; }

    public double Choice { get; }

    public double Outcome { get; }

    public double Share { get; }

    public double Rates { get; }

    public double Rating { get; }

    public double Continue { get; }

    public double Pause { get; }

    public double ValenceNoise { get; }

    public double ArousalNoise { get; }
}
