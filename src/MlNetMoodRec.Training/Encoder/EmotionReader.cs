namespace MlNetMoodRec.Training.Encoder;

/// <summary>emotion: a header, then text and label name; the label is after the last semicolon.</summary>
internal static class EmotionReader
{
    public static LabelledTextSet Read(string folder) => new(
        "emotion",
        [.. ReadPart(Path.Combine(folder, "train.txt.gz"))],
        [.. ReadPart(Path.Combine(folder, "val.txt"))],
        [.. ReadPart(Path.Combine(folder, "test.txt"))]);

    private static IEnumerable<LabelledText> ReadPart(string path)
    {
        foreach ((int number, string line) in DataFile.Lines(path).Skip(1))
        {
            int separator = line.LastIndexOf(';');
            string label = line[(separator + 1)..];
            if (separator < 0 || !EncoderHeads.Emotion.Labels.Contains(label))
            {
                throw DataFile.BadRow(path, number, "a text, a semicolon and one of " + string.Join(", ", EncoderHeads.Emotion.Labels));
            }

            yield return new LabelledText(line[..separator], Targets(label));
        }
    }

    private static float[] Targets(string label)
    {
        float[] targets = EncoderHeads.Unknown();
        EncoderHeads.Emotion.Of(targets).Clear();
        EncoderHeads.Emotion.Of(targets)[EncoderHeads.Emotion.IndexOf(label)] = 1;
        EncoderHeads.Mood.Of(targets).Clear();
        EncoderHeads.Mood.Of(targets)[EncoderHeads.Mood.IndexOf(label == "love" ? "joy" : label)] = 1;
        EncoderHeads.Polarity.Of(targets)[0] = label switch
        {
            "joy" or "love" => 1,
            "surprise" => float.NaN,
            _ => 0,
        };
        EncoderHeads.PlaceOnCircumplex(targets, [label]);
        return targets;
    }
}
