namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The settings that an experiment starts from.</summary>
public enum ExperimentPreset
{
    /// <summary>The paper's sizes, with the LSTM as it was tuned here.</summary>
    Default,

    /// <summary>The paper's sizes and its settings of the LSTM: batches of 64, 15 epochs, learning rate 0.001.</summary>
    Paper,

    /// <summary>Small sizes: shows that everything runs, within a minute.</summary>
    Quick,
}
