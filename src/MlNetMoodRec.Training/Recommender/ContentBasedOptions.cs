namespace MlNetMoodRec.Training.Recommender;

/// <summary>Options of <see cref="ContentBasedTrainer"/>.</summary>
public sealed record ContentBasedOptions
{
    /// <summary>After how many further songs a song counts half in the profile of the session.</summary>
    public double SessionHalfLife { get; init; } = 1;

    /// <summary>After how many further songs a song counts half in the profile of the taste.</summary>
    public double TasteHalfLife { get; init; } = 15;

    /// <summary>How much a song of feedback 0 counts in a profile, beside 1 for one of feedback 1; between them, in proportion.</summary>
    public double SkippedWeight { get; init; } = 0.75;

    /// <summary>How many songs of average content every profile starts with, so that few songs do not say too much.</summary>
    public double PriorSongs { get; init; } = 1;

    /// <summary>How many levels the tempo, the valence and the energy are told apart by, at quantiles of the catalogue; a song counts to the two levels around it.</summary>
    public int Levels { get; init; } = 9;

    /// <summary>How many plays the weights of the score are learned from, drawn at random. 4,000: arbitrary; there are nine weights at most.</summary>
    public int Samples { get; init; } = 4000;

    /// <summary>With how many random songs each of those plays is compared. 300: arbitrary; a uniform sample leaves the weights unbiased.</summary>
    public int Candidates { get; init; } = 300;

    /// <summary>Seed of the samples. The same seed gives the same model.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Throws when a value is out of range; the message names every such value.</summary>
    /// <exception cref="MoodRecException">A value is out of range.</exception>
    public void Validate() => new OptionErrors(nameof(ContentBasedOptions))
        .Require(SessionHalfLife is > 0 and <= 1e6, nameof(SessionHalfLife), SessionHalfLife, "above 0, at most 1000000")
        .Require(TasteHalfLife is > 0 and <= 1e6, nameof(TasteHalfLife), TasteHalfLife, "above 0, at most 1000000")
        .Require(SkippedWeight is >= 0 and <= 1, nameof(SkippedWeight), SkippedWeight, "0 to 1")
        .Require(PriorSongs is >= 0.01 and <= 1e6, nameof(PriorSongs), PriorSongs, "0.01 to 1000000")
        .Require(Levels is >= 2 and <= 100, nameof(Levels), Levels, "2 to 100")
        .Require(Samples is >= 1 and <= 1_000_000, nameof(Samples), Samples, "1 to 1000000")
        .Require(Candidates is >= 1 and <= 100_000, nameof(Candidates), Candidates, "1 to 100000")
        .ThrowIfAny();
}
