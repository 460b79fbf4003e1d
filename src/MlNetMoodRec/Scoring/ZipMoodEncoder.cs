using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Scoring;

/// <summary>Takes the mood encoder out of a model zip: its graph and its tokenizer, for reading texts in batches.</summary>
internal static class ZipMoodEncoder
{
    /// <summary>The encoder of a model, or null for a model that reads no texts.</summary>
    public static MoodEncoder? Open(MoodRecModel model, string path, int threads)
    {
        if (model.MoodReader is not { } reader)
        {
            return null;
        }

        byte[][] graphs;
        using (ZipArchive zip = ZipFile.OpenRead(path))
        {
            graphs = ModelContents.ReadOnnxModels(zip);
        }

        if (graphs.Length != 2 || Payload(reader) is not { } payload)
        {
            throw new MoodRecException(
                $"The model in '{path}' reads texts in another way than a tokenizer and a mood encoder: it has {graphs.Length} ONNX graphs. " +
                "Score it with MoodRecModel.Recommend, or train a model with mood.Text.EncodeMood.");
        }

        (BertWordPiece tokenizer, int maxLength) = TokenizerPayload.Read(payload);
        return MoodEncoder.Open(graphs[0], path, tokenizer, maxLength, threads);
    }

    /// <summary>The tokenizer as the chain puts it into a column of its own, which a later stage drops.</summary>
    private static string? Payload(ITransformer reader)
    {
        IDataView rows = new MLContext().Data.LoadFromEnumerable([new ListenerContext()]);
        foreach (ITransformer stage in Stages(reader))
        {
            rows = stage.Transform(rows);
            if (rows.Schema.GetColumnOrNull(WordPieceMapping.PayloadColumn) is not null)
            {
                return rows.GetColumn<string>(WordPieceMapping.PayloadColumn).First();
            }
        }

        return null;
    }

    private static IEnumerable<ITransformer> Stages(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Stages) : [transformer];
}
