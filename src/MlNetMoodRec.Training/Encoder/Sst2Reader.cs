namespace MlNetMoodRec.Training.Encoder;

/// <summary>SST-2: a header, then label and text separated by a tab; the label comes first.</summary>
internal static class Sst2Reader
{
    public static LabelledTextSet Read(string folder) => new(
        "sst2",
        [.. ReadPart(Path.Combine(folder, "train.tsv.gz"))],
        [.. ReadPart(Path.Combine(folder, "dev.tsv"))],
        [.. ReadPart(Path.Combine(folder, "test.tsv"))]);

    private static IEnumerable<LabelledText> ReadPart(string path)
    {
        foreach ((int number, string line) in DataFile.Lines(path).Skip(1))
        {
            string[] columns = line.Split('\t');
            if (columns.Length != 2 || columns[0] is not ("0" or "1"))
            {
                throw DataFile.BadRow(path, number, "the label 0 or 1, a tab and the text");
            }

            float[] targets = EncoderHeads.Unknown();
            float positive = columns[0] == "1" ? 1 : 0;
            EncoderHeads.Sst2.Of(targets)[0] = positive;
            EncoderHeads.Polarity.Of(targets)[0] = positive;
            yield return new LabelledText(columns[1].Trim(), targets);
        }
    }
}
