namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// A group of columns of the encoder's output layer. <paramref name="Weight"/> is its share in the training loss.
/// </summary>
internal sealed record EncoderHead(string Name, int Offset, IReadOnlyList<string> Labels, HeadLoss Loss, float Weight)
{
    public int Size => Labels.Count;

    /// <summary>The position of a label in this head.</summary>
    public int IndexOf(string label)
    {
        for (int i = 0; i < Labels.Count; i++)
        {
            if (Labels[i] == label)
            {
                return i;
            }
        }

        throw new ArgumentException($"The head '{Name}' has no label '{label}'.", nameof(label));
    }

    /// <summary>This head's columns of a row of targets or outputs.</summary>
    public Span<float> Of(float[] row) => row.AsSpan(Offset, Size);
}
