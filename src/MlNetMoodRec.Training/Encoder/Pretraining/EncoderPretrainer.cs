using MlNetMoodRec.Text;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Pretrains an encoder by masked-language modelling on the words of the training texts and of any further ones. What it
/// writes is for <see cref="EncoderTrainingOptions.InitFolder"/>: its heads have learnt nothing yet.
/// </summary>
public static class EncoderPretrainer
{
    /// <summary>Pretrains an encoder and writes its folder. When cancelled it leaves a checkpoint from which the same call with <see cref="EncoderOptions.Resume"/> goes on.</summary>
    /// <exception cref="MoodRecException">The options, the data or the checkpoint cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The pretraining was cancelled.</exception>
    public static EncoderPretrainingResult Pretrain(
        EncoderPretrainingOptions options, IProgress<EncoderTrainingProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        OpenMp.WaitBriefly();
        GlibcMalloc.KeepFreedMemory();
        IReadOnlyList<LabelledTextSet> sets = LabelledTextSets.WithoutLeaks(LabelledTextSets.Read(options.DataFolder, options.OpenDataOnly));
        return Pretrain(options, [.. sets.SelectMany(set => set.Train).Select(text => text.Text)], [.. options.TextFiles.SelectMany(UnlabelledTexts.Read)], progress, token);
    }

    internal static EncoderPretrainingResult Pretrain(
        EncoderPretrainingOptions options, IReadOnlyList<string> labelled, IReadOnlyList<string> further, IProgress<EncoderTrainingProgress>? progress, CancellationToken token)
    {
        IReadOnlyList<string> vocabulary = WordPieceVocabularyTrainer.Train(
            labelled.SelectMany(text => BertWordPiece.SplitWords(text)), options.Model.VocabularySize, EncoderTrainer.MinimumCharacterCount);
        DistilBertConfig model = options.Model with { VocabularySize = vocabulary.Count };
        BertWordPiece tokenizer = BertWordPiece.Create(vocabulary);
        TokenizedText[] texts = [.. labelled.Concat(further).Select(text => new TokenizedText(tokenizer.Encode(text, model.MaxPositions), EncoderHeads.Unknown())).Where(text => text.Ids.Length > 2)];
        IReadOnlyList<TokenizedText[]> steps = EncoderSampler.Plan([(texts, 1)], options.Epochs, options.TokensPerBatch, options.Seed);

        var checkpoint = EncoderCheckpoint.In(options.OutputFolder, EncoderFingerprint.Of(options, [], steps));
        var objective = new MaskedTokenObjective(tokenizer, vocabulary.Count, options.TokenMasking);
        using var loop = new EncoderTrainingLoop<MaskedLanguageModule>(
            new MaskedLanguageModule(model, options.Seed), new MaskedLanguageModule(model, options.Seed), objective.Loss, options);
        (MaskedLanguageModule module, EncoderTrainingState state) = loop.Run(steps, checkpoint, progress, token);

        var result = new EncoderPretrainingResult(texts.Length, texts.Sum(text => (long)text.Ids.Length), state.Step, state.Loss, state.Duration);
        EncoderFolder.Write(options.OutputFolder, MoodEncoderOnnx.Export(module.Encoder, MoodScale.Unscaled), vocabulary, model, openDataOnly: options.OpenDataOnly);
        EncoderFolder.WriteCard(options.OutputFolder, EncoderPretrainingCard.Write(options, result));
        checkpoint.Delete();
        return result;
    }
}
