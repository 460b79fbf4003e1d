using MlNetMoodRec.Mood;
using MlNetMoodRec.Text;
using MlNetMoodRec.Training.Encoder.CheckIns;
using TorchSharp;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Trains a mood encoder from nothing but labelled texts: a WordPiece vocabulary, a DistilBERT with a head for every
/// data set, thresholds and scales from the development parts, and an ONNX export that is measured on the test parts.
/// </summary>
public static class EncoderTrainer
{
    private const string UncalibratedFolder = "uncalibrated";

    // Rarer characters are no use as tokens of their own: nothing can be learnt about them.
    internal const int MinimumCharacterCount = 5;

    // Brings the scores of the lexicon to the spread of the other squared targets.
    private const float LexiconScale = 2;

    /// <summary>
    /// Trains an encoder and writes its folder: model.onnx, vocab.txt, config.json and the model card. When cancelled it
    /// leaves a checkpoint from which the same call with <see cref="EncoderOptions.Resume"/> goes on.
    /// </summary>
    /// <exception cref="MoodRecException">The options, the data or the checkpoint cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static EncoderTrainingResult Train(
        EncoderTrainingOptions options, IProgress<EncoderTrainingProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        OpenMp.WaitBriefly();
        GlibcMalloc.KeepFreedMemory();
        IReadOnlyList<LabelledTextSet> sets = LabelledTextSets.WithoutLeaks(LabelledTextSets.Read(options.DataFolder, options.OpenDataOnly));
        VaderLexicon lexicon = LabelledTextSets.Lexicon(options.DataFolder);
        return Train(options, sets, lexicon, progress, token);
    }

    internal static EncoderTrainingResult Train(
        EncoderTrainingOptions options,
        IReadOnlyList<LabelledTextSet> sets,
        VaderLexicon lexicon,
        IProgress<EncoderTrainingProgress>? progress,
        CancellationToken token)
    {
        sets = options.OpenDataOnly ? LabelledTextSets.Open(sets) : sets;
        sets = LabelledTextSets.WithoutLeaks([.. sets, CheckIns(sets, lexicon, options)]);
        IEnumerable<string> words = sets.SelectMany(set => set.Train).SelectMany(text => BertWordPiece.SplitWords(text.Text));
        EncoderStart? start = options.InitFolder is { } folder ? EncoderStart.Load(folder) : null;
        IReadOnlyList<string> vocabulary = start?.Extend(words, MinimumCharacterCount)
            ?? WordPieceVocabularyTrainer.Train(words, options.Model.VocabularySize, MinimumCharacterCount);
        options = options with { Model = options.Model with { VocabularySize = vocabulary.Count } };
        BertWordPiece tokenizer = BertWordPiece.Create(vocabulary);
        IReadOnlyList<TokenizedText[]> steps = EncoderSampler.Plan(
            [.. Taught(sets, options).Select(set => (Tokenize(set, tokenizer, lexicon, options), Share(set.Name, options)))], options.Epochs, options.TokensPerBatch, options.Seed);

        var checkpoint = EncoderCheckpoint.In(options.OutputFolder, EncoderFingerprint.Of(options, start?.Hash ?? [], steps));
        var objective = new LabelledObjective(tokenizer, options.TokenMasking);
        using var loop = new EncoderTrainingLoop<MoodEncoderModule>(Module(options, start), Module(options, start), objective.Loss, options);
        (MoodEncoderModule module, EncoderTrainingState state) = loop.Run(steps, checkpoint, progress, token);

        (MoodScale scale, EncoderThresholds thresholds) = Calibrate(module, vocabulary, sets, options);
        byte[] onnx = StoredWeights.Rewrite(MoodEncoderOnnx.Export(module, scale), options.Storage);
        EncoderFolder.Write(options.OutputFolder, onnx, vocabulary, options.Model, thresholds, options.OpenDataOnly);
        using MoodEncoder encoder = MoodEncoder.Load(options.OutputFolder);
        var result = new EncoderTrainingResult(
            EncoderEvaluation.Evaluate(new HeadReadings(encoder), thresholds, sets, lexicon, TextSplit.Test), state.Step, state.Duration, state.ProcessorTime);
        EncoderFolder.WriteCard(options.OutputFolder, EncoderCard.Write(options, result, sets, onnx.Length));
        if (options.Storage != EncoderStorage.Fp32)
        {
            EncoderFolder.WriteStorage(options.OutputFolder, options.Storage);
        }

        checkpoint.Delete();
        return result;
    }

    /// <summary>Chooses scale and thresholds on the development parts, on the heads as they will be exported.</summary>
    private static (MoodScale Scale, EncoderThresholds Thresholds) Calibrate(
        MoodEncoderModule module, IReadOnlyList<string> vocabulary, IReadOnlyList<LabelledTextSet> sets, EncoderTrainingOptions options)
    {
        string folder = Path.Combine(options.OutputFolder, UncalibratedFolder);
        EncoderFolder.Write(folder, MoodEncoderOnnx.Export(module, MoodScale.Unscaled), vocabulary, options.Model);
        try
        {
            using MoodEncoder encoder = MoodEncoder.Load(folder);
            var readings = new HeadReadings(encoder);
            return (MoodScale.Choose(readings, sets), EncoderThresholds.Choose(readings, sets.Single(set => set.Name == "goemotions").Dev));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Texts written for training, and real ones turned round.</summary>
    private static LabelledTextSet CheckIns(IReadOnlyList<LabelledTextSet> sets, VaderLexicon lexicon, EncoderTrainingOptions options)
    {
        IReadOnlyList<(string Kind, CheckInMood Word)> words = CheckInVocabulary.Find(sets.SelectMany(set => set.Train), lexicon);
        LabelledTextSet written = CheckInGenerator.Generate(options.CheckInTexts, words, options.Seed);
        IEnumerable<LabelledText> negated = NegatedTexts.Of(sets.SingleOrDefault(set => set.Name == "emotion")?.Train ?? [], new Random(options.Seed));
        return written with { Train = [.. written.Train, .. negated.Take(options.CheckInTexts / 8)] };
    }

    /// <summary>The sets, and the texts without labels, with what the teachers say of them; the sets as they are where there is none.</summary>
    private static IReadOnlyList<LabelledTextSet> Taught(IReadOnlyList<LabelledTextSet> sets, EncoderTrainingOptions options)
    {
        if (options.TeacherFolders.Count == 0)
        {
            return sets;
        }

        torch.set_num_threads(options.Threads);
        using EncoderTeachers teachers = EncoderTeachers.Load(options.TeacherFolders);
        LabelledText[] further = [.. options.TextFiles.SelectMany(UnlabelledTexts.Read).Select(text => new LabelledText(text, EncoderHeads.Unknown()))];
        return [.. sets.Append(new LabelledTextSet(UnlabelledTexts.SetName, further, [], [])).Select(set => set with { Train = teachers.Teach(set.Train, options.TeacherShare) })];
    }

    private static MoodEncoderModule Module(EncoderTrainingOptions options, EncoderStart? start)
    {
        var module = new MoodEncoderModule(options.Model, options.Seed, options.HeadDropout);
        start?.CopyTo(module);
        return module;
    }

    /// <summary>Tokenises a set, with noisily spelt copies of a part of a data set's texts behind them.</summary>
    private static List<TokenizedText> Tokenize(
        LabelledTextSet set, BertWordPiece tokenizer, VaderLexicon lexicon, EncoderTrainingOptions options)
    {
        bool isWritten = set.Name == CheckInGenerator.SetName;
        var random = new Random(options.Seed);
        IEnumerable<LabelledText> noisy = isWritten ? [] : set.Train.Where(_ => random.NextDouble() < options.NoisyShare)
            .Select(text => text with { Text = SpellingNoise.Apply(text.Text, random) });
        var tokenized = new List<TokenizedText>();
        foreach (LabelledText text in set.Train.Concat(noisy))
        {
            float[] targets = [.. text.Targets];
            EncoderHeads.Lexicon.Of(targets)[0] = isWritten ? float.NaN : LexiconScale * (float)lexicon.Compound(text.Text);
            tokenized.Add(new TokenizedText(tokenizer.Encode(text.Text, options.Model.MaxPositions), targets));
        }

        return tokenized;
    }

    /// <summary>How often an epoch draws a text: the noisy copies of a data set take turns with the texts themselves.</summary>
    private static double Share(string set, EncoderTrainingOptions options) =>
        options.Share(set) / (set == CheckInGenerator.SetName ? 1 : 1 + options.NoisyShare);
}
