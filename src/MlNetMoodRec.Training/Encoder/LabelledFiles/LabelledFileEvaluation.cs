using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Measures any mood encoder on a file of labelled texts, by what it serves: the sign of the valence against
/// polarities, the likeliest of the file's emotions against emotions.
/// </summary>
public static class LabelledFileEvaluation
{
    private const int TextsPerChunk = 8192;
    private const int Seed = 1;

    /// <summary>Measures an encoder.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="options">The file.</param>
    /// <param name="progress">Told how much of the file is done, from 0 to 1.</param>
    /// <param name="token">Stops between two batches.</param>
    /// <exception cref="MoodRecException">The file cannot be read, or a label in it is not known.</exception>
    public static LabelledFileScore Evaluate(
        MoodEncoder encoder, LabelledFileOptions options, IProgress<double>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(options);
        var meanings = new LabelMeanings(options.Labels);

        // A pass over the labels first: one that is not known shows at once, and the classes are known before the texts are read.
        foreach (var _ in Rows(options, meanings))
        {
            token.ThrowIfCancellationRequested();
        }

        string[] classes = meanings.Classes;
        if (classes.Length < 2)
        {
            throw new MoodRecException(
                $"'{options.File}' holds {(classes.Length == 0 ? "no labelled texts" : $"the class {classes[0]} alone")}; expected texts of at least two classes.");
        }

        var counts = new ConfusionCounts(classes.Length);
        bool isPolarity = meanings.IsPolarity;
        foreach ((string Text, string Class, double Share)[] chunk in Rows(options, meanings).Chunk(TextsPerChunk))
        {
            IReadOnlyList<MoodReading> readings = encoder.Read([.. chunk.Select(row => row.Text)], cancellationToken: token);
            for (int i = 0; i < chunk.Length; i++)
            {
                counts.Add(Array.IndexOf(classes, chunk[i].Class), isPolarity ? Polarity(readings[i]) : Likeliest(readings[i], classes));
            }

            progress?.Report(chunk[^1].Share);
        }

        MeasuredShare[] measured = counts.Measure(Seed, c => c.Accuracy, c => c.MacroF1, c => c.MacroRecall);
        return new LabelledFileScore
        {
            File = options.File,
            Kind = isPolarity ? "polarity" : "emotion",
            Texts = counts.Texts,
            Classes = classes.Select((name, i) => (name, Count: counts.Of(i))).ToDictionary(c => c.name, c => c.Count),
            Accuracy = measured[0],
            MacroF1 = measured[1],
            MacroRecall = measured[2],
            Notes = [.. meanings.Notes],
        };
    }

    private static IEnumerable<(string Text, string Class, double Share)> Rows(LabelledFileOptions options, LabelMeanings meanings)
    {
        using Table table = new(options.File, options.Reader, options.Reader.CreateMapping(withLabels: true));
        (string Text, string Class) row = ("", "");
        void Parse()
        {
            string label = TextReaderOptions.ReadLabel(table);
            try
            {
                row = (TextReaderOptions.ReadText(table), meanings.Meaning(label));
            }
            catch (FormatException e)
            {
                throw new BadRowException(e.Message);
            }
        }

        while (table.Read(Parse))
        {
            yield return (row.Text, row.Class, table.Share);
        }
    }

    // The classes are negative and positive, in this order.
    private static int Polarity(MoodReading reading) => reading.Valence > 0 ? 1 : 0;

    private static int Likeliest(MoodReading reading, string[] classes) => Enumerable.Range(0, classes.Length)
        .MaxBy(i => reading.EmotionProbabilities[Array.IndexOf([.. Emotions.Names], classes[i])]);
}
