namespace MlNetMoodRec.Training.Encoder;

/// <summary>How the weights of an exported encoder are stored.</summary>
public enum EncoderStorage
{
    /// <summary>32-bit floats.</summary>
    Fp32,

    /// <summary>16-bit floats: half the file. They are widened when the graph is opened, so speed and memory are those of <see cref="Fp32"/>.</summary>
    Fp16,

    /// <summary>
    /// 8-bit whole numbers, a scale for each output of a layer and for each token: a quarter of the file. The layers
    /// multiply in whole numbers, their inputs quantised as they come.
    /// </summary>
#pragma warning disable CA1720 // It is the name that this storage has everywhere.
    Int8,
#pragma warning restore CA1720
}
