namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A method as a benchmark runs it.</summary>
/// <param name="Name">The name in the result and on the command line.</param>
/// <param name="IsSeeded">Whether it depends on the seed; others run once.</param>
/// <param name="Candidates">The method with each of the options to choose from on the validation part; one for no choice.</param>
internal sealed record BenchmarkMethod(string Name, bool IsSeeded, IReadOnlyList<Func<INextSongMethod>> Candidates)
{
    /// <summary>Seconds of one training and test on the machine that this was written on; only the ratios matter.</summary>
    public double Weight { get; init; } = 5;

    /// <summary>Whether the test rows are of the part of the data with the moods of texts read.</summary>
    public bool ReadsMood { get; init; }

    /// <summary>Whether it is left out unless its name is given.</summary>
    public bool RunsOnlyIfNamed { get; init; }

    /// <summary>Whether it is also asked with the shorter histories of <see cref="RankingData.HistoryLengths"/>.</summary>
    public bool TriesShorterHistories { get; init; } = true;
}
