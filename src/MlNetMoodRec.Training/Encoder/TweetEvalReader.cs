namespace MlNetMoodRec.Training.Encoder;

/// <summary>TweetEval's emotion task: one text a line, the label number on the same line of a second file.</summary>
internal static class TweetEvalReader
{
    public static LabelledTextSet Read(string folder) => new(
        "tweeteval",
        [.. ReadPart(folder, "train")],
        [.. ReadPart(folder, "val")],
        [.. ReadPart(folder, "test")]);

    private static IEnumerable<LabelledText> ReadPart(string folder, string part)
    {
        string path = Path.Combine(folder, part + "_labels.txt");
        string[] texts = [.. DataFile.Lines(Path.Combine(folder, part + "_text.txt")).Select(line => line.Text)];
        string[] labels = [.. DataFile.Lines(path).Select(line => line.Text)];
        if (texts.Length != labels.Length)
        {
            throw DataFile.BadRow(path, labels.Length, $"one label for each of the {texts.Length} texts of {part}_text.txt");
        }

        for (int i = 0; i < texts.Length; i++)
        {
            if (!int.TryParse(labels[i], out int label) || label < 0 || label >= EncoderHeads.TweetEval.Size)
            {
                throw DataFile.BadRow(path, i + 1, "a label number from 0 to 3");
            }

            yield return new LabelledText(texts[i], Targets(label));
        }
    }

    private static float[] Targets(int label)
    {
        float[] targets = EncoderHeads.Unknown();
        string name = EncoderHeads.TweetEval.Labels[label];
        EncoderHeads.TweetEval.Of(targets).Clear();
        EncoderHeads.TweetEval.Of(targets)[label] = 1;
        EncoderHeads.Mood.Of(targets).Clear();
        EncoderHeads.Mood.Of(targets)[EncoderHeads.Mood.IndexOf(name == "optimism" ? "joy" : name)] = 1;
        EncoderHeads.Polarity.Of(targets)[0] = name is "joy" or "optimism" ? 1 : 0;
        EncoderHeads.PlaceOnCircumplex(targets, [name]);
        return targets;
    }
}
