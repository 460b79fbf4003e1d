using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Trains a mood encoder from nothing but labelled texts: a WordPiece vocabulary, a DistilBERT with a head for every
/// data set, thresholds and scales from the development parts, and an ONNX export that is measured on the test parts.
/// </summary>
public static class EncoderTrainer
{
    private const string CheckpointFolder = "checkpoint";
    private const string UncalibratedFolder = "uncalibrated";

    // Rarer characters are no use as tokens of their own: nothing can be learnt about them.
    private const int MinimumCharacterCount = 5;

    // Brings the scores of the lexicon to the spread of the other squared targets.
    private const float LexiconScale = 2;

    /// <summary>
    /// Trains an encoder and writes its folder: model.onnx, vocab.txt, config.json and the model card. When cancelled it
    /// leaves a checkpoint from which the same call with <see cref="EncoderTrainingOptions.Resume"/> goes on.
    /// </summary>
    /// <exception cref="MoodRecException">The options, the data or the checkpoint cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static EncoderTrainingResult Train(
        EncoderTrainingOptions options, IProgress<EncoderTrainingProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        IReadOnlyList<LabelledTextSet> sets = LabelledTextSets.WithoutLeaks(LabelledTextSets.Read(options.DataFolder));
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
        IReadOnlyList<string> vocabulary = WordPieceVocabularyTrainer.Train(
            sets.SelectMany(set => set.Train).SelectMany(text => BertWordPiece.SplitWords(text.Text)), options.Model.VocabularySize, MinimumCharacterCount);
        options = options with { Model = options.Model with { VocabularySize = vocabulary.Count } };
        BertWordPiece tokenizer = BertWordPiece.Create(vocabulary);
        IReadOnlyList<TokenizedText[]> steps = EncoderSampler.Plan(
            [.. sets.Select(set => (Tokenize(set.Train, tokenizer, lexicon, options.Model.MaxPositions), options.Share(set.Name)))], options.Epochs, options.TokensPerBatch, options.Seed);

        var checkpoint = new EncoderCheckpoint(Path.Combine(options.OutputFolder, CheckpointFolder), Fingerprint(options, steps));
        using var loop = new EncoderTrainingLoop(options, tokenizer);
        (MoodEncoderModule module, EncoderTrainingState state) = loop.Run(steps, checkpoint, progress, token);

        (MoodScale scale, EncoderThresholds thresholds) = Calibrate(module, vocabulary, sets, options);
        byte[] onnx = MoodEncoderOnnx.Export(module, scale);
        EncoderFolder.Write(options.OutputFolder, onnx, vocabulary, options.Model, thresholds);
        using MoodEncoder encoder = MoodEncoder.Load(options.OutputFolder);
        var result = new EncoderTrainingResult(
            EncoderEvaluation.Evaluate(encoder, thresholds, sets, lexicon, TextSplit.Test), state.Step, state.Duration, state.ProcessorTime);
        EncoderFolder.WriteCard(options.OutputFolder, EncoderCard.Write(options, result, sets, onnx.Length));
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
            return (MoodScale.Choose(encoder, sets), EncoderThresholds.Choose(encoder, sets.Single(set => set.Name == "goemotions").Dev));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<TokenizedText> Tokenize(
        IReadOnlyList<LabelledText> texts, BertWordPiece tokenizer, VaderLexicon lexicon, int maxLength)
    {
        var tokenized = new List<TokenizedText>();
        foreach (LabelledText text in texts)
        {
            float[] targets = [.. text.Targets];
            EncoderHeads.Lexicon.Of(targets)[0] = LexiconScale * (float)lexicon.Compound(text.Text);
            tokenized.Add(new TokenizedText(tokenizer.Encode(text.Text, maxLength), targets));
        }

        return tokenized;
    }

    /// <summary>A hash of everything that decides what a step does.</summary>
    private static string Fingerprint(EncoderTrainingOptions options, IReadOnlyList<TokenizedText[]> steps)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(
            options with { DataFolder = "", OutputFolder = "", Resume = false, CheckpointInterval = default }));
        foreach (TokenizedText text in steps.SelectMany(texts => texts))
        {
            hash.AppendData(MemoryMarshal.AsBytes(text.Ids.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(text.Targets.AsSpan()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
