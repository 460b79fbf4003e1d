namespace MlNetMoodRec.Evaluation.Search;

/// <summary>How far a search has come.</summary>
public sealed record SearchProgress
{
    /// <summary>The rung that is being trained, from 1.</summary>
    public required int Rung { get; init; }

    /// <summary>How many rungs there are.</summary>
    public required int Rungs { get; init; }

    /// <summary>Trials that are through the rung.</summary>
    public required int Trials { get; init; }

    /// <summary>Trials of the rung.</summary>
    public required int TrialsOfRung { get; init; }

    /// <summary>How much of the search is done, in [0, 1], in epochs.</summary>
    public required double Share { get; init; }

    /// <summary>The best validation NDCG@10 of all epochs so far; null before the first.</summary>
    public double? BestNdcg { get; init; }

    /// <summary>Time since the start.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The time that the rest will take, if it goes on as it did; zero where that is not known.</summary>
    public required TimeSpan Remaining { get; init; }
}
