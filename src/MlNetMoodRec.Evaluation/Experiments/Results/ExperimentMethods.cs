namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What an experiment compares besides the recommenders.</summary>
public static class ExperimentMethods
{
    /// <summary>Knows the listeners' true state: the ceiling that no method can pass.</summary>
    public const string Oracle = "oracle";

    /// <summary>The policy that made the log: what engagement is compared with.</summary>
    public const string Logging = "logging policy";
}
