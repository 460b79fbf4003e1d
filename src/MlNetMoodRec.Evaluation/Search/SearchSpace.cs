using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>
/// What is searched, and where. What is not listed stays as in the options that the search starts from: the number of
/// layers is the paper's, and the weight of the likes trades the ranking that is searched for against another aim.
/// </summary>
/// <remarks>A range of one value takes its hyper-parameter out of the search.</remarks>
public sealed record SearchSpace
{
    /// <summary>Adam's step size. 1e-4 to 1e-2: the paper's 0.001 lies in the middle.</summary>
    public SearchRange LearningRate { get; init; } = new(1e-4, 1e-2) { Logarithmic = true };

    /// <summary>Units of each LSTM layer. 64 to 256: half and twice the paper's 128.</summary>
    public SearchRange Units { get; init; } = new(64, 256) { Logarithmic = true, Step = 16 };

    /// <summary>Numbers per song embedding. 32 to 128: half and twice the default.</summary>
    public SearchRange SongDimension { get; init; } = new(32, 128) { Logarithmic = true, Step = 16 };

    /// <summary>Numbers that the sentiment embedding is projected to; not searched without the mood. 2 to 32: around the default.</summary>
    public SearchRange MoodDimension { get; init; } = new(2, 32) { Logarithmic = true, Step = 2 };

    /// <summary>Windows of listening histories per step. 8 to 64: around the default, up to the paper's 64.</summary>
    public SearchRange BatchSize { get; init; } = new(8, 64) { Logarithmic = true, Step = 8 };

    /// <summary>Share that is dropped. 0 to 0.5: 0.2 to 0.4 worked on simulated data.</summary>
    public SearchRange Dropout { get; init; } = new(0, 0.5);

    /// <summary>Share of the history's songs that training hides. 0 to 0.5, as for the dropout.</summary>
    public SearchRange InputDropout { get; init; } = new(0, 0.5);

    /// <summary>Share of the target probability that is spread over all songs. 0 to 0.1, the value of Szegedy et al. (2016).</summary>
    public SearchRange LabelSmoothing { get; init; } = new(0, 0.1);

    /// <summary>Throws when a range cannot be used; the message names every such range.</summary>
    /// <exception cref="MoodRecException">A range cannot be used.</exception>
    public void Validate()
    {
        IReadOnlyList<SearchDimension> dimensions = Dimensions(useMood: true);
        string[] problems = [.. dimensions.Where(d => d.Range.Problem() is not null).Select(d => $"{d.Name} is {d.Range.Problem()}")];
        if (problems.Length > 0)
        {
            throw new MoodRecException($"{nameof(SearchSpace)} cannot be used: {string.Join("; ", problems)}.");
        }

        // The options know what they can hold.
        dimensions.Aggregate(new MoodLstmOptions(), (options, d) => d.Set(options, d.Range.Low)).Validate();
        dimensions.Aggregate(new MoodLstmOptions(), (options, d) => d.Set(options, d.Range.High)).Validate();
    }

    /// <summary>The hyper-parameters, in the order in which they are drawn and shown.</summary>
    /// <param name="useMood">Whether those are among them that only a model with the mood has.</param>
    public IReadOnlyList<SearchDimension> Dimensions(bool useMood)
    {
        List<SearchDimension> dimensions =
        [
            new(nameof(LearningRate), "Learning rate", LearningRate, o => o.LearningRate, (o, v) => o with { LearningRate = v }),
            new(nameof(Units), "LSTM units", Units, o => o.Units, (o, v) => o with { Units = (int)v }),
            new(nameof(SongDimension), "Song dimension", SongDimension, o => o.SongDimension, (o, v) => o with { SongDimension = (int)v }),
            new(nameof(BatchSize), "Batch size", BatchSize, o => o.BatchSize, (o, v) => o with { BatchSize = (int)v }),
            new(nameof(Dropout), "Dropout", Dropout, o => o.Dropout, (o, v) => o with { Dropout = v }),
            new(nameof(InputDropout), "Input dropout", InputDropout, o => o.InputDropout, (o, v) => o with { InputDropout = v }),
            new(nameof(LabelSmoothing), "Label smoothing", LabelSmoothing, o => o.LabelSmoothing, (o, v) => o with { LabelSmoothing = v }),
        ];
        if (useMood)
        {
            dimensions.Add(new(nameof(MoodDimension), "Mood dimension", MoodDimension, o => o.MoodDimension, (o, v) => o with { MoodDimension = (int)v }));
        }

        return dimensions;
    }

    /// <summary>
    /// The options of the trials: the first are <paramref name="start"/> as they are, so that a search never ends behind
    /// them, the others are drawn. The first ones are the same however many there are.
    /// </summary>
    internal IReadOnlyList<MoodLstmOptions> Draw(MoodLstmOptions start, int trials, int seed)
    {
        IReadOnlyList<SearchDimension> dimensions = Dimensions(start.UseMood);
        var random = new Random(seed);
        return [start, .. Enumerable.Range(1, trials - 1).Select(_ => dimensions.Aggregate(start, (options, d) => d.Set(options, d.Range.At(random.NextDouble()))))];
    }
}
