namespace MlNetMoodRec.Training.Encoder;

/// <summary>How the columns of a head are compared with their targets.</summary>
internal enum HeadLoss
{
    /// <summary>Cross-entropy of a softmax over the head's columns against a distribution.</summary>
    Softmax,

    /// <summary>One binary cross-entropy per column against a probability.</summary>
    Binary,

    /// <summary>Squared error.</summary>
    Squared,
}
