namespace MlNetMoodRec.Simulation.Policies;

/// <summary>Which held-out sessions a policy is run on.</summary>
public sealed record PolicyRunOptions
{
    /// <summary>How many listeners take part, spread evenly over the platform's; at most all of them.</summary>
    public int Listeners { get; init; } = 1_000;

    /// <summary>How many sessions each of them has.</summary>
    public int SessionsPerListener { get; init; } = 2;

    /// <summary>How many songs a policy shows; the listener plays one of them.</summary>
    public int SlateSize { get; init; } = 10;

    /// <summary>A session ends after so many songs at the latest.</summary>
    public int MostSongsPerSession { get; init; } = 30;

    /// <summary>How many past songs a request holds. As in training.</summary>
    public int HistoryLength { get; init; } = 50;

    /// <summary>How many hours an earlier text stands for the mood. As in training.</summary>
    public double MoodWindowHours { get; init; } = 24;

    /// <summary>The seed of the held-out luck: the same for every policy that is to be compared.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Throws a <see cref="MoodRecException"/> that names every wrong value.</summary>
    public void Validate()
    {
        var wrong = new List<string>();
        foreach (var (name, value) in new[]
        {
            (nameof(Listeners), Listeners), (nameof(SessionsPerListener), SessionsPerListener), (nameof(SlateSize), SlateSize),
            (nameof(MostSongsPerSession), MostSongsPerSession), (nameof(HistoryLength), HistoryLength),
        })
        {
            if (value < 1)
            {
                wrong.Add($"{name} is {value}, expected at least 1");
            }
        }

        if (!(MoodWindowHours >= 0))
        {
            wrong.Add(FormattableString.Invariant($"{nameof(MoodWindowHours)} is {MoodWindowHours}, expected 0 or more"));
        }

        if (wrong.Count > 0)
        {
            throw new MoodRecException($"A policy cannot be run with these options: {string.Join("; ", wrong)}.");
        }
    }
}
