using Microsoft.ML;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Text;

/// <summary>Estimators that read text, reached by <c>mlContext.MoodRec().Text</c>.</summary>
public sealed class MoodTextCatalog
{
    private readonly MLContext _context;

    internal MoodTextCatalog(MLContext context) => _context = context;

    /// <summary>
    /// Reads the mood of a text with a mood encoder: adds <see cref="MoodColumns.HasText"/>,
    /// <see cref="MoodColumns.SentimentEmbedding"/>, <see cref="MoodColumns.Valence"/>, <see cref="MoodColumns.Arousal"/>,
    /// <see cref="MoodColumns.EmotionProbabilities"/> and <see cref="MoodColumns.Emotion"/>. It is
    /// <see cref="Tokenize(string, int, bool, string)"/> followed by <see cref="ApplyMoodEncoder"/>, but transforms whole
    /// data sets faster: each distinct text is read once, in batches.
    /// </summary>
    /// <param name="folder">The encoder's folder, with model.onnx, vocab.txt and config.json.</param>
    /// <param name="inputColumnName">The column that holds the text; a missing text counts as empty.</param>
    /// <exception cref="MoodRecException">The folder does not hold a mood encoder.</exception>
    public MoodEncodingEstimator EncodeMood(string folder, string inputColumnName = nameof(ListenerContext.Text)) =>
        new(_context, folder, inputColumnName);

    /// <summary>Cuts a text into token ids with the vocabulary of a file; see the other overload.</summary>
    /// <exception cref="MoodRecException">The file is not a WordPiece vocabulary.</exception>
    public IEstimator<ITransformer> Tokenize(
        string vocabPath,
        int maxLength = BertWordPiece.DefaultMaxLength,
        bool lowerCase = true,
        string inputColumnName = nameof(ListenerContext.Text)) =>
        Tokenize(BertWordPiece.Load(vocabPath, lowerCase), maxLength, inputColumnName);

    /// <summary>
    /// Cuts a text into token ids: adds <see cref="MoodColumns.InputIds"/> and <see cref="MoodColumns.AttentionMask"/>
    /// (vectors of variable length) and <see cref="MoodColumns.HasText"/>. The vocabulary travels in a saved model.
    /// </summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="maxLength">How many ids a text gives at most, [CLS] and [SEP] included.</param>
    /// <param name="inputColumnName">The column that holds the text; a missing text counts as empty.</param>
    public IEstimator<ITransformer> Tokenize(
        BertWordPiece tokenizer,
        int maxLength = BertWordPiece.DefaultMaxLength,
        string inputColumnName = nameof(ListenerContext.Text))
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 2);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);

        // An expression is the only transformer of ML.NET that brings a value of its own into a row from a saved model.
        string payload = TokenizerPayload.Write(tokenizer, maxLength);
        return _context.Transforms.CopyColumns(WordPieceMapping.TextColumn, inputColumnName)
            .Append(_context.Transforms.Expression(
                WordPieceMapping.PayloadColumn, $"text : {TokenizerPayload.ToExpression(payload)}", WordPieceMapping.TextColumn))
            .Append(_context.Transforms.CustomMapping(new WordPieceMapping().GetMapping(), WordPieceMapping.ContractName))
            .Append(_context.Transforms.DropColumns(WordPieceMapping.TextColumn, WordPieceMapping.PayloadColumn));
    }

    /// <summary>
    /// Applies a mood encoder's ONNX graph to <see cref="MoodColumns.InputIds"/> and <see cref="MoodColumns.AttentionMask"/>:
    /// adds <see cref="MoodColumns.SentimentEmbedding"/>, <see cref="MoodColumns.Valence"/>, <see cref="MoodColumns.Arousal"/>,
    /// <see cref="MoodColumns.EmotionProbabilities"/> and <see cref="MoodColumns.Emotion"/>.
    /// </summary>
    /// <param name="onnxPath">The graph; its bytes travel in a saved model.</param>
    /// <exception cref="MoodRecException">The file is not there, or is no mood encoder.</exception>
    public IEstimator<ITransformer> ApplyMoodEncoder(string onnxPath)
    {
        MoodEncoderGraph.Check(onnxPath);
        return _context.Transforms.ApplyOnnxModel(MoodEncoderGraph.Outputs, MoodEncoderGraph.Inputs, onnxPath)
            .Append(_context.Transforms.CustomMapping(new MoodScalarsMapping().GetMapping(), MoodScalarsMapping.ContractName));
    }
}
