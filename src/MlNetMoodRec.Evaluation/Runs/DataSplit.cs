namespace MlNetMoodRec.Evaluation;

/// <summary>How events are held out for validation and testing.</summary>
public enum DataSplit
{
    /// <summary>By two moments that are the same for all listeners: the first 70 % to train on, 20 % to validate, 10 % to test.</summary>
    Time,

    /// <summary>Each listener's last event is the test, the one before it the validation.</summary>
    LeaveOneOut,

    /// <summary>Nothing is held out: every event is a test. For evaluating a model on data that it was not trained on.</summary>
    All,
}
