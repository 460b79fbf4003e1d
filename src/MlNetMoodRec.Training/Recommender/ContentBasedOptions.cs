namespace MlNetMoodRec.Training.Recommender;

/// <summary>Options of <see cref="ContentBasedTrainer"/>.</summary>
/// <remarks>
/// "Tuned" means: by NDCG@10 on the validation part (the 20 % of the rows after the first 70 % in time) of simulated logs of
/// 1,000 listeners, 1,500 songs and 45,000 interactions, one value changed at a time.
/// </remarks>
public sealed record ContentBasedOptions
{
    /// <summary>After how many further songs a song counts half in the profile of the session. 0.5: tuned, the best of 0.5, 1, 2 and 4.</summary>
    public double SessionHalfLife { get; init; } = 0.5;

    /// <summary>After how many further songs a song counts half in the profile of the taste. 15: tuned; 8, 30 and 60 differ by less than 0.001.</summary>
    public double TasteHalfLife { get; init; } = 15;

    /// <summary>How much a song of feedback 0 counts in a profile, beside 1 for one of feedback 1; between them, in proportion. 0.75: tuned; from 0.5 to 1 it matters little, 0 is clearly worse.</summary>
    public double SkippedWeight { get; init; } = 0.75;

    /// <summary>How many songs of average content every profile starts with, so that few songs do not say too much. 1: tuned; 0.3 and 3 differ by about 0.001.</summary>
    public double PriorSongs { get; init; } = 1;

    /// <summary>
    /// How many levels the tempo, the valence and the energy are told apart by, at quantiles of the catalogue; a song counts to
    /// the two levels around it. 20: tuned; 9 did worse by 0.002 to 0.007. 40 did better by 0.003 to 0.005 and was not taken, so
    /// that a level stays a kind of song.
    /// </summary>
    public int Levels { get; init; } = 20;

    /// <summary>How many plays the weights of the score are learned from, drawn at random. 4,000: four times as many gained nothing.</summary>
    public int Samples { get; init; } = 4000;

    /// <summary>With how many random songs each of those plays is compared. 300: all songs in their place gained 0.001.</summary>
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
