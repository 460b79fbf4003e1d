using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Text;

/// <summary>The tokenizer as a stage of an ML.NET model; the vocabulary comes in a column of its own.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class WordPieceMapping : CustomMappingFactory<WordPieceMapping.Input, WordPieceMapping.Output>
{
    public const string ContractName = "MlNetMoodRec.WordPiece";
    public const string TextColumn = "MoodRecText";
    public const string PayloadColumn = "MoodRecTokenizer";

    public override Action<Input, Output> GetMapping() => Map;

    public static void Map(Input input, Output output)
    {
        (BertWordPiece tokenizer, int maxLength) = TokenizerPayload.Read(input.Payload);
        int[] ids = tokenizer.Encode(input.Text, maxLength);
        long[] inputIds = Array.ConvertAll(ids, id => (long)id);
        long[] attentionMask = new long[ids.Length];
        Array.Fill(attentionMask, 1);
        output.InputIds = new VBuffer<long>(inputIds.Length, inputIds);
        output.AttentionMask = new VBuffer<long>(attentionMask.Length, attentionMask);
        output.HasText = ids.Length > 2 ? 1 : 0;
    }

    internal sealed class Input
    {
        [ColumnName(TextColumn)]
        public string? Text { get; set; }

        [ColumnName(PayloadColumn)]
        public string Payload { get; set; } = "";
    }

    internal sealed class Output
    {
        [ColumnName(MoodColumns.InputIds)]
        public VBuffer<long> InputIds { get; set; }

        [ColumnName(MoodColumns.AttentionMask)]
        public VBuffer<long> AttentionMask { get; set; }

        [ColumnName(MoodColumns.HasText)]
        public float HasText { get; set; }
    }
}
