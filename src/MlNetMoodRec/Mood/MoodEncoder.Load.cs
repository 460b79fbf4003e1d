using Microsoft.ML.OnnxRuntime;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Mood;

public sealed partial class MoodEncoder
{
    /// <summary>Loads an encoder from its folder, which holds model.onnx, vocab.txt and config.json.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="threads">How many batches run side by side; as many as there are processors unless told otherwise.</param>
    /// <exception cref="MoodRecException">The folder does not hold a mood encoder, or its files do not fit together.</exception>
    public static MoodEncoder Load(string folder, int? threads = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads ?? 1, 1);
        return Open(MoodEncoderFolder.Open(folder), threads ?? Environment.ProcessorCount);
    }

    internal static MoodEncoder Open(MoodEncoderFolder folder, int threads) =>
        Open(MoodEncoderGraph.Open(folder.OnnxPath), folder.OnnxPath, folder.Tokenizer, folder.MaxLength, threads);

    /// <summary>Opens an encoder whose graph lies in memory; <paramref name="name"/> stands for it in messages.</summary>
    internal static MoodEncoder Open(byte[] onnx, string name, BertWordPiece tokenizer, int maxLength, int threads) =>
        Open(MoodEncoderGraph.Open(onnx, name), name, tokenizer, maxLength, threads);

    private static MoodEncoder Open(InferenceSession session, string name, BertWordPiece tokenizer, int maxLength, int threads)
    {
        var encoder = new MoodEncoder(session, tokenizer, maxLength, threads);
        try
        {
            encoder.CheckAnswers(name);
            return encoder;
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What the names and shapes of a graph cannot tell: whether it can look up the last token of the vocabulary, gives
    /// numbers, and answers an empty text with nothing, which recommenders rely on.
    /// </summary>
    private void CheckAnswers(string onnxPath)
    {
        int last = Tokenizer.Vocabulary.Count - 1;
        MoodReading reading;
        try
        {
            reading = Read([[Tokenizer.ClassificationId, last, Tokenizer.SeparatorId]], progress: null, CancellationToken.None)[0];
        }
        catch (OnnxRuntimeException e)
        {
            throw new MoodRecException(
                $"'{onnxPath}' cannot read the last token of its vocabulary (id {last}); expected an embedding of at least "
                + $"{last + 1} tokens. The vocabulary is probably of another encoder. ONNX Runtime says: {e.Message}", e);
        }

        float[] numbers = [reading.Valence, reading.Arousal, .. reading.EmotionProbabilities, .. reading.SentimentEmbedding];
        if (!numbers.All(float.IsFinite))
        {
            throw new MoodRecException($"'{onnxPath}' gives values that are not numbers: its weights are broken. Export or train it again.");
        }

        MoodReading empty = Read("");
        if (empty.Valence != 0 || empty.Arousal != 0 || empty.Emotion != Emotions.Neutral || empty.SentimentEmbedding.Any(v => v != 0))
        {
            throw new MoodRecException(
                $"'{onnxPath}' reads something in an empty text; expected an embedding of zeros, valence and arousal 0 and the "
                + $"emotion {Emotions.Neutral}. Export the encoder again.");
        }
    }
}
