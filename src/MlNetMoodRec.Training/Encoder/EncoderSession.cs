using Microsoft.ML.OnnxRuntime;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>An exported encoder, run by ONNX Runtime on batches of texts of about the same length.</summary>
internal sealed class EncoderSession(byte[] onnx, BertWordPiece tokenizer, int maxLength, int threads = 1) : IDisposable
{
    private const int BatchSize = 64;

    private readonly InferenceSession _session = new(onnx, new SessionOptions { IntraOpNumThreads = threads });

    /// <summary>One float output for every text, in the order of the texts.</summary>
    public float[][] Read(IReadOnlyList<string> texts, string output)
    {
        var rows = new float[texts.Count][];
        var encoded = texts.Select((text, i) => (Row: i, Ids: tokenizer.Encode(text, maxLength))).OrderBy(text => text.Ids.Length);
        foreach ((int Row, int[] Ids)[] batch in encoded.Chunk(BatchSize))
        {
            float[] values = Run([.. batch.Select(text => text.Ids)], output);
            int width = values.Length / batch.Length;
            for (int i = 0; i < batch.Length; i++)
            {
                rows[batch[i].Row] = values[(i * width)..((i + 1) * width)];
            }
        }

        return rows;
    }

    /// <summary>One float output for a batch of token ids, padded here; row by row.</summary>
    public float[] Run(IReadOnlyList<int[]> batch, string output)
    {
        int length = batch.Max(ids => ids.Length);
        var ids = new long[batch.Count * length];
        var mask = new long[batch.Count * length];
        for (int row = 0; row < batch.Count; row++)
        {
            for (int i = 0; i < batch[row].Length; i++)
            {
                ids[(row * length) + i] = batch[row][i];
                mask[(row * length) + i] = 1;
            }
        }

        using OrtValue idsValue = OrtValue.CreateTensorValueFromMemory(ids, [batch.Count, length]);
        using OrtValue maskValue = OrtValue.CreateTensorValueFromMemory(mask, [batch.Count, length]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs =
            _session.Run(options, [MoodColumns.InputIds, MoodColumns.AttentionMask], [idsValue, maskValue], [output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
