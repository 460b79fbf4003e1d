namespace MlNetMoodRec.Training.Encoder.Pull;

/// <summary>How far a download has come.</summary>
/// <param name="File">The file.</param>
/// <param name="Bytes">How many of its bytes are here.</param>
/// <param name="Size">Its size; null where the hub has not said it.</param>
public sealed record EncoderPullProgress(string File, long Bytes, long? Size);
