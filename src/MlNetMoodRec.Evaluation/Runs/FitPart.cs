namespace MlNetMoodRec.Evaluation;

/// <summary>Which rows a model is fitted on before it is tested.</summary>
public enum FitPart
{
    /// <summary>The training part; the validation part stops the training early where a method can use it.</summary>
    Training,

    /// <summary>
    /// Training and validation part together, for a fixed number of epochs: what published leave-one-out results of
    /// popularity rest on.
    /// </summary>
    TrainingAndValidation,
}
