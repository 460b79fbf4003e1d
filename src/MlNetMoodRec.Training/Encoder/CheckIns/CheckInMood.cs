namespace MlNetMoodRec.Training.Encoder.CheckIns;

/// <summary>A piece of a check-in and the mood of its writer: valence and arousal in [-1, 1].</summary>
internal readonly record struct CheckInMood(string Text, double Valence, double Arousal)
{
    /// <summary>The same mood with both coordinates held within [-1, 1].</summary>
    public CheckInMood Clamp() => this with { Valence = Math.Clamp(Valence, -1, 1), Arousal = Math.Clamp(Arousal, -1, 1) };
}
