using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using MlNetMoodRec.Training.Onnx.Format;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// A trained encoder that another training starts from: its vocabulary, to which characters that it lacks are added, and
/// the weights in its graph. Rows that the new network has more (tokens, columns of heads) start as they would otherwise.
/// </summary>
internal sealed class EncoderStart
{
    private readonly string _path;
    private readonly Dictionary<string, TensorProto> _weights;

    private EncoderStart(string path, byte[] hash, Dictionary<string, TensorProto> weights, IReadOnlyList<string> vocabulary)
    {
        _path = path;
        Hash = hash;
        _weights = weights;
        Vocabulary = vocabulary;
    }

    /// <summary>The tokens in the order of their ids.</summary>
    public IReadOnlyList<string> Vocabulary { get; }

    /// <summary>The SHA-256 of the graph.</summary>
    public byte[] Hash { get; }

    /// <summary>Reads the folder of an encoder that <see cref="EncoderTrainer"/> wrote.</summary>
    public static EncoderStart Load(string folder)
    {
        string path = Path.Combine(folder, EncoderFolder.ModelFile);
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            GraphProto graph = ModelProto.Parser.ParseFrom(bytes).Graph;
            return new EncoderStart(
                path,
                SHA256.HashData(bytes),
                graph.Initializer.ToDictionary(tensor => tensor.Name),
                File.ReadAllLines(Path.Combine(folder, EncoderFolder.VocabularyFile)));
        }
        catch (Exception e) when (e is IOException or InvalidProtocolBufferException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MoodRecException($"'{folder}' does not hold an encoder to start from ({e.Message}); expected one that 'moodrec encoder train' wrote.", e);
        }
    }

    /// <summary>The vocabulary and, behind it, the characters of the words that are seen often enough and not in it.</summary>
    public IReadOnlyList<string> Extend(IEnumerable<string> words, int minimumCharacterCount)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string word in words)
        {
            bool first = true;
            foreach (Rune character in word.EnumerateRunes())
            {
                string piece = first ? character.ToString() : WordPieceVocabularyTrainer.Continuation + character;
                counts[piece] = counts.GetValueOrDefault(piece) + 1;
                first = false;
            }
        }

        IEnumerable<string> often = counts.Where(count => count.Value >= minimumCharacterCount).Select(count => count.Key);
        return [.. Vocabulary, .. often.Except(Vocabulary).Order(StringComparer.Ordinal)];
    }

    /// <summary>Copies the weights into a network of the same geometry.</summary>
    public void CopyTo(MoodEncoderModule module)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach ((string name, Parameter parameter) in module.named_parameters())
        {
            if (!_weights.TryGetValue(name, out TensorProto? weight))
            {
                throw new MoodRecException($"'{_path}' holds no weights '{name}'; expected the graph of an encoder that 'moodrec encoder train' wrote, stored as fp32.");
            }

            Tensor values = tensor(MemoryMarshal.Cast<byte, float>(weight.RawData.Span).ToArray(), [.. weight.Dims]);

            // The graph multiplies from the right; embeddings are looked up and stand as they are.
            values = values.dim() == 2 && !name.Contains("_embeddings.", StringComparison.Ordinal) ? values.t() : values;
            if (values.dim() != parameter.dim() || values.shape[0] > parameter.shape[0] || !values.shape.AsSpan(1).SequenceEqual(parameter.shape.AsSpan(1)))
            {
                throw new MoodRecException(
                    $"The weights '{name}' in '{_path}' are [{string.Join(", ", values.shape)}], expected [{string.Join(", ", parameter.shape)}]; start with the layers, width and length of that encoder.");
            }

            parameter.narrow(0, 0, values.shape[0]).copy_(values);
        }
    }
}
