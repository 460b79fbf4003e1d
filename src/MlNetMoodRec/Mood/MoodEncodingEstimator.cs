using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Mood;

/// <summary>Adds the mood of a text to each row; made by <see cref="MoodTextCatalog.EncodeMood"/>. Nothing is learned from the data.</summary>
public sealed class MoodEncodingEstimator : IEstimator<MoodEncodingTransformer>
{
    private readonly MLContext _context;
    private readonly MoodEncoderFolder _folder;
    private readonly string _inputColumnName;
    private readonly Lazy<IEstimator<ITransformer>> _schemaChain;

    internal MoodEncodingEstimator(MLContext context, string folder, string inputColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        _context = context;
        _folder = MoodEncoderFolder.Open(folder);
        _inputColumnName = inputColumnName;
        _schemaChain = new Lazy<IEstimator<ITransformer>>(CreateChain);
        MoodEncoderGraph.Check(_folder.OnnxPath);
    }

    /// <summary>Opens the encoder for rows like <paramref name="input"/>'s.</summary>
    public MoodEncodingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema.GetColumnOrNull(_inputColumnName) is not { Type: TextDataViewType })
        {
            throw new MoodRecException(
                $"The rows have no column '{_inputColumnName}' of texts; they have {string.Join(", ", input.Schema.Select(c => $"{c.Name} ({c.Type})"))}. "
                + "Name the column of the texts in EncodeMood(..., inputColumnName).");
        }

        MoodEncoder encoder = MoodEncoder.Open(_folder, Environment.ProcessorCount);
        return new MoodEncodingTransformer(_context, encoder, CreateChain().Fit(input), _inputColumnName);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _schemaChain.Value.GetOutputSchema(inputSchema);

    // Made anew for each fit: the estimator and the transformers of ApplyOnnxModel share one session.
    private EstimatorChain<ColumnSelectingTransformer> CreateChain()
    {
        MoodTextCatalog text = _context.MoodRec().Text;
        return text.Tokenize(_folder.Tokenizer, _folder.MaxLength, _inputColumnName)
            .Append(text.ApplyMoodEncoder(_folder.OnnxPath))
            .Append(_context.Transforms.DropColumns(MoodEncoderGraph.Inputs));
    }
}
