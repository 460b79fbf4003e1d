namespace MlNetMoodRec.Training.Encoder;

/// <summary>What was exported.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Storage">How the weights are stored.</param>
/// <param name="BytesBefore">The size of the graph that it was made of.</param>
/// <param name="Bytes">The size of the graph.</param>
/// <param name="LargestDifference">The largest difference of valence or arousal on four short texts; what it means for a task, 'encoder evaluate' measures.</param>
public sealed record EncoderExportResult(string Folder, EncoderStorage Storage, long BytesBefore, long Bytes, double LargestDifference);
