using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>What an exported encoder's heads say of texts. Each text is read once, whichever heads are asked.</summary>
internal sealed class HeadReadings(MoodEncoder encoder)
{
    private static readonly string[] Outputs = [.. MoodEncoderOnnx.Heads.Select(MoodEncoderOnnx.HeadOutput)];

    private readonly Dictionary<LabelledText, float[][]> _read = new(ReferenceEqualityComparer.Instance);

    /// <summary>The encoder that reads.</summary>
    public MoodEncoder Encoder => encoder;

    /// <summary>The raw values of a head for every text.</summary>
    public float[][] Of(IReadOnlyList<LabelledText> texts, EncoderHead head)
    {
        LabelledText[] unread = [.. texts.Where(text => !_read.ContainsKey(text)).Distinct<LabelledText>(ReferenceEqualityComparer.Instance)];
        if (unread.Length > 0)
        {
            IReadOnlyDictionary<string, float[][]> computed = encoder.Compute([.. unread.Select(text => text.Text)], Outputs);
            for (int i = 0; i < unread.Length; i++)
            {
                _read[unread[i]] = [.. Outputs.Select(output => computed[output][i])];
            }
        }

        int at = Array.IndexOf(Outputs, MoodEncoderOnnx.HeadOutput(head));
        return [.. texts.Select(text => _read[text][at])];
    }
}
