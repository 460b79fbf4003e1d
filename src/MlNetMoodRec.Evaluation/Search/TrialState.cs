namespace MlNetMoodRec.Evaluation.Search;

/// <summary>What became of a trial.</summary>
public enum TrialState
{
    /// <summary>It is in the race, or was when the search stopped.</summary>
    Racing,

    /// <summary>Others of its rung were better.</summary>
    Dropped,

    /// <summary>It was trained until the last epoch, or until epochs came that were no better.</summary>
    Completed,

    /// <summary>Its training diverged.</summary>
    Failed,
}
