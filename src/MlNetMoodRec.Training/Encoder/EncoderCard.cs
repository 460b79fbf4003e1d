using System.Globalization;
using System.Text;
using MlNetMoodRec.Training.Encoder.CheckIns;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>The model card of a trained encoder: what it is, what it reaches, and how to train it again.</summary>
internal static class EncoderCard
{
    public const string TrainingHeading = "## Training";

    private static string Command(EncoderTrainingOptions options)
    {
        var defaults = new EncoderTrainingOptions { DataFolder = "", OutputFolder = "" };
        return CommandLine.Of(
            "train",
            options,
            defaults,
            [
                ("--init", options.InitFolder is null ? "" : "BASE", ""),
                .. options.TeacherFolders.Select((_, i) => ("--teacher", (object)$"TEACHER{i + 1}", (object)"")),
                ("--storage", options.Storage.ToString().ToLowerInvariant(), "fp32"),
                ("--check-ins", options.CheckInTexts, defaults.CheckInTexts),
            ]);
    }

    private static readonly Dictionary<string, string> Sources = new()
    {
        ["goemotions"] = "GoEmotions (Demszky et al. 2020), Reddit comments, 28 labels | CC BY 4.0",
        ["sst2"] = "SST-2 (Socher et al. 2013), phrases of film reviews, positive or negative | no licence stated; research use",
        ["emotion"] = "emotion / CARER (Saravia et al. 2018), tweets, 6 labels | educational and research use",
        ["tweeteval"] = "TweetEval emotion (Barbieri et al. 2020; Mohammad et al. 2018), tweets, 4 labels | no licence stated; research use",
        ["emobank"] = "EmoBank (Buechel and Hahn 2017), sentences of several genres, valence and arousal | CC BY-SA 4.0",
    };

    public static string Write(EncoderTrainingOptions options, EncoderTrainingResult result, IReadOnlyList<LabelledTextSet> sets, int bytes)
    {
        DistilBertConfig model = options.Model;
        var card = new StringBuilder();
        Line(card, $"# Mood encoder: DistilBERT {model.Layers} x {model.Width}");
        Line(card, $"");
        Line(card, $"Reads the mood of a short English text: valence and arousal in [-1, 1], the probabilities of seven emotions");
        Line(card, $"(Ekman's six and neutral) and a sentiment embedding of 512 numbers. Trained without anybody else's weights.");
        Line(card, $"");
        Line(card, $"- `model.onnx` ({bytes / 1e6:0.0} MB): inputs `input_ids`, `attention_mask` (int64, batch x length).");
        Line(card, $"- `vocab.txt`: WordPiece, {model.VocabularySize} tokens, lower-cased. `config.json`: geometry, as in Hugging Face checkpoints.");
        Line(card, $"- {model.Layers} layers of width {model.Width}, {model.Heads} heads, feed-forward {model.FeedForwardWidth}, texts up to {model.MaxPositions} tokens (longer ones lose their end).");
        Line(card, $"");
        Line(card, $"## Results");
        Line(card, $"");
        Line(card, $"Measured once on the exported ONNX model, on one seed. `moodrec encoder evaluate --data DIR --model FOLDER` prints them again.");
        Line(card, $"");
        Line(card, $"| test | texts | this encoder | VADER lexicon | demanded |");
        Line(card, $"|---|---:|---:|---:|---:|");
        foreach (EncoderScore score in result.Scores)
        {
            Line(card, $"| {score.Test} | {score.Texts} | {score.Value:0.000} | {Optional(score.Lexicon)} | {Optional(score.Floor)} |");
        }

        Line(card, $"");
        Line(card, $"The thresholds behind macro-F1 and the scale of the served valence and arousal were chosen on the development parts.");
        Line(card, $"The served valence mixes EmoBank's valence with the polarity and the place on the circumplex learnt from the other sets, the");
        Line(card, $"served arousal EmoBank's with the circumplex's; both are stretched by a tanh: sign and order carry meaning, the size is not that");
        Line(card, $"of EmoBank's raters. A sense check is one of {SenseChecks.All.Count} short sentences of our own whose sign a person would agree on.");
        Line(card, $"");
        Line(card, $"{TrainingHeading}");
        Line(card, $"");
        Line(card, $"    {Command(options)}");
        Line(card, $"");
        Line(card, $"{result.Steps} steps in {result.ProcessorTime.TotalMinutes:0.0} minutes of processor time, {result.Duration.TotalMinutes:0.0} minutes on the clock, with {options.Threads} torch thread(s)");
        Line(card, $"on {TrainingMachine.Describe()}.");
        Line(card, $"Seed {options.Seed}; {options.Epochs} epochs of batches of about {options.TokensPerBatch} tokens; AdamW, learning rate {options.LearningRate}, warm-up {options.WarmUpShare:P0}, linear decay;");
        Line(card, $"dropout {model.Dropout}, before the heads {options.HeadDropout}; token masking {options.TokenMasking}; running average of the weights {options.AverageDecay}.");
        if (options.TeacherFolders.Count > 0)
        {
            Line(card, $"{options.TeacherFolders.Count} trained encoder(s) were its teachers (TEACHER): their averaged answers stand for what a data set does not say of a text, and count {options.TeacherShare:P0}");
            Line(card, $"where it does{(options.TextFiles.Count == 0 ? "." : FormattableString.Invariant($"; on the texts of {string.Join(", ", options.TextFiles.Select(Path.GetFileName))}, {options.UnlabelledShare} x per epoch, they alone are learnt from."))}");
        }

        Line(card, $"Only the training parts of these sets, less the texts that also stand in a development or test part:");
        Line(card, $"");
        Line(card, $"| data set | terms | texts | per epoch |");
        Line(card, $"|---|---|---:|---:|");
        foreach (LabelledTextSet set in sets.Where(set => Sources.ContainsKey(set.Name)))
        {
            Line(card, $"| {Sources[set.Name]} | {set.Train.Count} | {options.Share(set.Name)} x |");
        }

        Line(card, $"");
        Line(card, $"Of these texts {options.NoisyShare:P0} also come with hurried spelling. The score of the VADER lexicon (Hutto and Gilbert 2014; MIT) is an");
        Line(card, $"auxiliary target. Emotion labels are placed on Russell's circumplex, so that valence and arousal are learnt from them too.");
        Line(card, $"");
        if (sets.SingleOrDefault(set => set.Name == CheckInGenerator.SetName) is { Train.Count: > 0 } checkIns)
        {
            Line(card, $"Beside them stand {checkIns.Train.Count} texts of our own making, {options.CheckInShare} x per epoch: check-ins put together from word lists, emoji and");
            Line(card, $"sentence patterns in `src/MlNetMoodRec.Training/Encoder/CheckIns`, half of them negated, from words of the VADER lexicon that the");
            Line(card, $"training texts use for feelings{(options.OpenDataOnly ? "" : ", and tweets of the set emotion with \"i feel\" turned into \"i don't feel\"")}. They count for valence,");
            Line(card, $"arousal and polarity only. How much a negation leaves follows the negated sentences of GoEmotions and EmoBank.");
            Line(card, $"Lists and patterns are independent of the simulator's texts: they were written without looking at those, and no simulated text");
            Line(card, $"trained or tuned this encoder. The sense checks were written before any result was seen and are kept out of all training texts.");
        }
        WriteBase(card, options);
        Line(card, $"");
        Line(card, $"## Limits");
        Line(card, $"");
        Line(card, $"English; of French, Spanish, German, Italian and Portuguese it knows a few words for feelings. Small, and trained on comments,");
        Line(card, $"tweets, film reviews and news: irony, slang, rare turns of negation and long texts are often misread.");
        Line(card, $"Arousal from text is weak (see the table). {(options.OpenDataOnly ? "All data sets have open terms, which the table above names." : "Several data sets are for research: check their terms before commercial use.")}");
        Line(card, $"Not for judging people, their health or their fitness for anything.");
        return card.ToString();
    }

    /// <summary>How the encoder was trained that this one started from, in the words of its card.</summary>
    private static void WriteBase(StringBuilder card, EncoderTrainingOptions options)
    {
        if (options.InitFolder is null)
        {
            return;
        }

        Line(card, $"");
        Line(card, $"It started from the weights and the vocabulary of an encoder (BASE) that had been trained like this:");
        Line(card, $"");
        string path = Path.Combine(options.InitFolder, EncoderFolder.CardFile);
        IEnumerable<string> lines = File.Exists(path) ? File.ReadLines(path) : [];
        foreach (string line in lines.SkipWhile(line => line != TrainingHeading).Skip(2).TakeWhile(line => !line.StartsWith('#')).SkipLast(1))
        {
            Line(card, $"{(line.Length == 0 ? ">" : "> " + line)}");
        }
    }

    private static void Line(StringBuilder card, FormattableString line) => card.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Optional(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
