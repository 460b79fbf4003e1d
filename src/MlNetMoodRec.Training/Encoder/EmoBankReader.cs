using CsvHelper;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>EmoBank: one CSV file with the part in a column; valence and arousal are means of ratings from 1 to 5.</summary>
internal static class EmoBankReader
{
    /// <summary>The rating that is neither high nor low.</summary>
    public const float Neutral = 3;

    /// <summary>
    /// The spread that ratings are divided by: about that of the training part (0.35 and 0.26), so that both targets
    /// weigh the same in the loss.
    /// </summary>
    public const float Spread = 0.3f;

    public static LabelledTextSet Read(string folder)
    {
        string path = Path.Combine(folder, "emobank.csv.gz");
        var parts = new Dictionary<string, List<LabelledText>> { ["train"] = [], ["dev"] = [], ["test"] = [] };
        using CsvReader csv = CsvReader.Create(DataFile.Open(path), new CsvReaderOptions { TrackLineNumbers = true });
        while (csv.Read())
        {
            if (!csv.TryGetFieldIndex("split", out int split) || !parts.TryGetValue(csv.GetString(split), out List<LabelledText>? texts)
                || !csv.TryGetFieldIndex("V", out int v) || !csv.TryParse(v, out float valence)
                || !csv.TryGetFieldIndex("A", out int a) || !csv.TryParse(a, out float arousal)
                || !csv.TryGetFieldIndex("text", out int text))
            {
                throw DataFile.BadRow(path, (int)csv.LineNumber, "the columns split (train, dev or test), V, A and text");
            }

            texts.Add(new LabelledText(csv.GetString(text), Targets(valence, arousal)));
        }

        return new LabelledTextSet("emobank", parts["train"], parts["dev"], parts["test"]);
    }

    private static float[] Targets(float valence, float arousal)
    {
        float[] targets = EncoderHeads.Unknown();
        Span<float> head = EncoderHeads.ValenceArousal.Of(targets);
        head[0] = (valence - Neutral) / Spread;
        head[1] = (arousal - Neutral) / Spread;
        return targets;
    }
}
