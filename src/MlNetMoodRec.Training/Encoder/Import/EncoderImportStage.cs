namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>The stages of an import.</summary>
public enum EncoderImportStage
{
    /// <summary>The weights are read and checked.</summary>
    Reading,

    /// <summary>The ONNX graph is written.</summary>
    Exporting,

    /// <summary>The graph's answers are compared with those of the network in torch.</summary>
    Comparing,
}
