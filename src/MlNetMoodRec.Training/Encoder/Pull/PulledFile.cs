namespace MlNetMoodRec.Training.Encoder.Pull;

/// <summary>What a file was when it was first pulled.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hex.</param>
public sealed record PulledFile(long Bytes, string Sha256)
{
    internal string Description => $"SHA-256 {Sha256} ({Bytes} bytes)";
}
