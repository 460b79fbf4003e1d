namespace MlNetMoodRec.Training.Encoder;

/// <summary>GoEmotions: text, comma-separated label numbers and a comment id, separated by tabs; no quoting.</summary>
internal static class GoEmotionsReader
{
    public static LabelledTextSet Read(string folder) => new(
        "goemotions",
        [.. ReadPart(Path.Combine(folder, "train.tsv.gz"))],
        [.. ReadPart(Path.Combine(folder, "dev.tsv"))],
        [.. ReadPart(Path.Combine(folder, "test.tsv"))]);

    private static IEnumerable<LabelledText> ReadPart(string path)
    {
        foreach ((int number, string line) in DataFile.Lines(path))
        {
            string[] columns = line.Split('\t');
            if (columns.Length != 3 || Labels(columns[1]) is not { } labels)
            {
                throw DataFile.BadRow(path, number, "text, label numbers from 0 to 27 and a comment id, separated by tabs");
            }

            yield return new LabelledText(columns[0], Targets(labels));
        }
    }

    private static List<int>? Labels(string column)
    {
        var labels = new List<int>();
        foreach (string part in column.Split(','))
        {
            if (!int.TryParse(part, out int label) || label < 0 || label >= GoEmotionsLabels.Names.Count)
            {
                return null;
            }

            labels.Add(label);
        }

        return labels;
    }

    private static float[] Targets(List<int> labels)
    {
        float[] targets = EncoderHeads.Unknown();
        EncoderHeads.GoEmotions.Of(targets).Clear();
        EncoderHeads.Ekman.Of(targets).Clear();
        EncoderHeads.Mood.Of(targets).Clear();
        foreach (int label in labels)
        {
            int group = EncoderHeads.Ekman.IndexOf(GoEmotionsLabels.Ekman(label));
            EncoderHeads.GoEmotions.Of(targets)[label] = 1;
            EncoderHeads.Ekman.Of(targets)[group] = 1;
            EncoderHeads.Mood.Of(targets)[group] += 1f / labels.Count;
        }

        // Ambiguous labels say nothing beside others; alone they leave the polarity unknown.
        float[] polarities = [.. labels.Select(GoEmotionsLabels.Polarity).Where(p => !float.IsNaN(p))];
        EncoderHeads.Polarity.Of(targets)[0] = polarities.Length == 0 ? float.NaN : polarities.Average();
        EncoderHeads.PlaceOnCircumplex(targets, [.. labels.Select(label => GoEmotionsLabels.Names[label])]);
        return targets;
    }
}
