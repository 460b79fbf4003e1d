namespace MlNetMoodRec.Training.Encoder;

/// <summary>The official parts of a labelled data set.</summary>
internal enum TextSplit
{
    /// <summary>The only part that training sees.</summary>
    Train,

    /// <summary>For choices: thresholds, scales, options.</summary>
    Dev,

    /// <summary>For the model card.</summary>
    Test,
}
