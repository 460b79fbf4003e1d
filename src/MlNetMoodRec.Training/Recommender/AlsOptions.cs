namespace MlNetMoodRec.Training.Recommender;

/// <summary>Options of <see cref="AlsTrainer"/>.</summary>
public sealed record AlsOptions
{
    /// <summary>Numbers per listener and song. 64, as in the experiments that this design rests on; not tuned.</summary>
    public int Factors { get; init; } = 64;

    /// <summary>Passes over listeners and songs. 15, the default of the package implicit.</summary>
    public int Iterations { get; init; } = 15;

    /// <summary>The weight of what a listener did not play, beside 1 for a play. Tuned on LastFM's validation split.</summary>
    public float UnobservedWeight { get; init; } = 0.2f;

    /// <summary>The weight of the squared factors; scaled by how much is known of each listener and song. Tuned on LastFM's validation split.</summary>
    public float Regularization { get; init; } = 0.01f;

    /// <summary>Seed of the factors' start. The same seed gives the same model, whatever the number of threads.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; 0 is one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>Throws when a value is out of range; the message names every such value.</summary>
    /// <exception cref="MoodRecException">A value is out of range.</exception>
    public void Validate() => new OptionErrors(nameof(AlsOptions))
        .Require(Factors is >= 1 and <= 1024, nameof(Factors), Factors, "1 to 1024")
        .Require(Iterations is >= 1 and <= 1000, nameof(Iterations), Iterations, "1 to 1000")
        .Require(UnobservedWeight is > 0 and <= 1, nameof(UnobservedWeight), UnobservedWeight, "above 0, at most 1")
        .Require(Regularization is > 0 and < float.PositiveInfinity, nameof(Regularization), Regularization, "above 0")
        .Require(Threads >= 0, nameof(Threads), Threads, "0 or more")
        .ThrowIfAny();
}
