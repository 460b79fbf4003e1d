using MlNetMoodRec.Mood;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>That an exported graph gives what the network gives in torch.</summary>
internal static class CheckpointParity
{
    private const double Tolerance = 1e-4;

    private static readonly string[] Texts =
    [
        "",
        "good",
        "Finally Friday, let's dance!",
        "Can't sleep, everything hurts, and the song that used to help does not help any more.",
        string.Concat(Enumerable.Repeat("I did not think that I would ever be this happy again. ", 12)),
    ];

    /// <summary>The largest difference between the embeddings and logits of both.</summary>
    /// <exception cref="InvalidOperationException">They differ by more than rounding explains.</exception>
    public static double Check(CheckpointModule module, MoodEncoder encoder)
    {
        using var noGradient = no_grad();
        string[] outputs = module.HasClassifier ? [MoodColumns.SentimentEmbedding, MoodEncoderOnnx.CheckpointLogits] : [MoodColumns.SentimentEmbedding];
        IReadOnlyDictionary<string, float[][]> computed = encoder.Compute(Texts, outputs);
        double largest = 0;
        for (int i = 0; i < Texts.Length; i++)
        {
            using var scope = NewDisposeScope();
            int[] ids = encoder.Tokenizer.Encode(Texts[i], encoder.MaxLength);
            Tensor input = tensor(ids, dtype: ScalarType.Int64).unsqueeze(0);
            (Tensor embedding, Tensor? logits) = module.Read(input, ones_like(input));
            float[] expected = (ids.Length > 2 ? embedding : zeros_like(embedding)).data<float>().ToArray();
            largest = Math.Max(largest, Difference(expected, computed[MoodColumns.SentimentEmbedding][i]));
            if (logits is not null)
            {
                largest = Math.Max(largest, Difference(logits.data<float>().ToArray(), computed[MoodEncoderOnnx.CheckpointLogits][i]));
            }
        }

        return largest <= Tolerance
            ? largest
            : throw new InvalidOperationException($"The exported graph differs from the network in torch by {largest}, expected at most {Tolerance}.");
    }

    /// <summary>The largest difference between the logits of an ONNX export and of the encoder that was made of it.</summary>
    /// <exception cref="InvalidOperationException">They differ by more than rounding explains.</exception>
    public static double Check(OnnxExport export, MoodEncoder encoder)
    {
        float[][] computed = encoder.Compute(Texts, [MoodEncoderOnnx.CheckpointLogits])[MoodEncoderOnnx.CheckpointLogits];
        double largest = Texts.Zip(computed, (text, logits) => Difference(export.Logits(encoder.Tokenizer.Encode(text, encoder.MaxLength)), logits)).Max();
        return largest <= Tolerance
            ? largest
            : throw new InvalidOperationException($"The edited graph differs from the export by {largest}, expected at most {Tolerance}.");
    }

    /// <summary>The largest difference, relative to the largest value where that is above 1.</summary>
    private static double Difference(float[] expected, float[] actual) =>
        expected.Zip(actual, (e, a) => Math.Abs((double)e - a)).Max() / Math.Max(1, expected.Max(Math.Abs));
}
