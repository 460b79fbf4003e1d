namespace MlNetMoodRec.Evaluation;

/// <summary>What a run is doing.</summary>
public enum RunStage
{
    /// <summary>Reading the interactions.</summary>
    Reading,

    /// <summary>Training.</summary>
    Training,

    /// <summary>Ranking the test rows.</summary>
    Evaluating,
}
