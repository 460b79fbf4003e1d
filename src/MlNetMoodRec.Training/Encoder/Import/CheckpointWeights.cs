using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>
/// The weights of a checkpoint, held against its configuration by name, shape and type before a network of that size is
/// made: what is allocated is never more than the file holds.
/// </summary>
internal sealed class CheckpointWeights : IDisposable
{
    private const string Body = "distilbert.";
    private const int FaultsShown = 5;

    // An ONNX file cannot be larger than 2 GB; the largest published DistilBERT (multilingual) has 0.54 GB.
    private const long MostValues = 500_000_000;

    // Heads of other tasks, and positions that old versions of transformers stored.
    private static readonly string[] UnusedPrefixes = ["vocab_transform.", "vocab_layer_norm.", "vocab_projector.", "qa_outputs."];
    private static readonly string[] UnusedNames = [Body + "embeddings.position_ids"];

    private readonly string _path;
    private readonly SafetensorsFile _file;
    private readonly Dictionary<string, SafetensorsTensor> _tensors;

    private CheckpointWeights(string path, SafetensorsFile file, CheckpointConfig config)
    {
        _path = path;
        _file = file;
        bool whole = file.Tensors.Keys.Any(name => name.StartsWith(Body, StringComparison.Ordinal));
        _tensors = file.Tensors.Values.ToDictionary(tensor => whole ? tensor.Name : Body + tensor.Name, StringComparer.Ordinal);
        HasClassifier = _tensors.Keys.Any(IsOfClassifier);
        Unused = [.. _tensors.Keys.Where(IsUnused).Select(name => name.Split('.')[0]).Where(name => name + "." != Body).Distinct().Order(StringComparer.Ordinal)];
        Check(config);
    }

    /// <summary>Whether there is a head for classification.</summary>
    public bool HasClassifier { get; }

    /// <summary>The heads for other tasks, which are not read.</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <summary>The types of the weights, as in "F16".</summary>
    public string Types => string.Join(" and ", _tensors.Where(t => !IsUnused(t.Key)).Select(t => t.Value.Type).Distinct().Order(StringComparer.Ordinal));

    public static CheckpointWeights Open(string path, CheckpointConfig config)
    {
        SafetensorsFile file = SafetensorsFile.Open(path);
        try
        {
            return new CheckpointWeights(path, file, config);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The parameters that a configuration asks for, with the names and shapes of Hugging Face checkpoints.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Expected(DistilBertConfig model, int? labels)
    {
        long width = model.Width;
        yield return (Body + "embeddings.word_embeddings.weight", [model.VocabularySize, width]);
        yield return (Body + "embeddings.position_embeddings.weight", [model.MaxPositions, width]);
        yield return (Body + "embeddings.LayerNorm.weight", [width]);
        yield return (Body + "embeddings.LayerNorm.bias", [width]);
        (string Name, long[] Shape)[] parts =
        [
            ("attention.q_lin", [width, width]), ("attention.k_lin", [width, width]), ("attention.v_lin", [width, width]),
            ("attention.out_lin", [width, width]), ("sa_layer_norm", [width]), ("ffn.lin1", [model.FeedForwardWidth, width]),
            ("ffn.lin2", [width, model.FeedForwardWidth]), ("output_layer_norm", [width]),
        ];
        for (int layer = 0; layer < model.Layers; layer++)
        {
            foreach ((string name, long[] shape) in parts)
            {
                yield return ($"{Body}transformer.layer.{layer}.{name}.weight", shape);
                yield return ($"{Body}transformer.layer.{layer}.{name}.bias", shape[..1]);
            }
        }

        if (labels is { } count)
        {
            yield return ("pre_classifier.weight", [width, width]);
            yield return ("pre_classifier.bias", [width]);
            yield return ("classifier.weight", [count, width]);
            yield return ("classifier.bias", [count]);
        }
    }

    /// <summary>Copies the weights into a network of the same configuration.</summary>
    public void CopyTo(CheckpointModule module, IProgress<double>? progress, CancellationToken token)
    {
        using var noGradient = no_grad();
        long done = 0;
        (string Name, Parameter Parameter)[] parameters = [.. module.named_parameters()];
        long all = parameters.Sum(p => p.Parameter.numel());
        foreach ((string name, Parameter parameter) in parameters)
        {
            token.ThrowIfCancellationRequested();
            _file.Read(_tensors[name], MemoryMarshal.Cast<byte, float>(parameter.bytes));
            progress?.Report((done += parameter.numel()) / (double)all);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Check(CheckpointConfig config)
    {
        var faults = new List<string>();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        long values = 0;
        foreach ((string name, long[] shape) in Expected(config.Model, HasClassifier ? config.Labels.Count : null))
        {
            expected.Add(name);
            if (!_tensors.TryGetValue(name, out SafetensorsTensor? found))
            {
                faults.Add($"'{name}' is missing, expected {SafetensorsTensor.Describe(shape)}");
            }
            else if (!found.Shape.SequenceEqual(shape) || !SafetensorsFile.ReadableTypes.Contains(found.Type))
            {
                faults.Add(
                    $"'{name}' is {found.Description}, expected {SafetensorsTensor.Describe(shape)} of {string.Join(", ", SafetensorsFile.ReadableTypes)}");
            }
            else
            {
                values += found.Values;
            }

            // A configuration may ask for any number of layers.
            if (faults.Count > FaultsShown)
            {
                break;
            }
        }

        if (faults.Count <= FaultsShown)
        {
            faults.AddRange(_tensors.Keys.Where(name => !expected.Contains(name) && !IsUnused(name)).Order(StringComparer.Ordinal)
                .Select(name => $"'{_tensors[name].Name}' is there, which a DistilBERT of this configuration does not have"));
        }

        if (faults.Count > 0)
        {
            throw new MoodRecException(
                $"The weights of '{_path}' do not fit {CheckpointConfig.FileName}: {string.Join("; ", faults.Take(FaultsShown))}"
                + $"{(faults.Count > FaultsShown ? "; and more" : "")}. Take both files from one DistilBERT checkpoint: base, or for sequence classification.");
        }

        if (values > MostValues)
        {
            throw new MoodRecException($"'{_path}' holds {values} weights, expected at most {MostValues}: an ONNX file ends at 2 GB.");
        }
    }

    private static bool IsOfClassifier(string name) =>
        name.StartsWith("classifier.", StringComparison.Ordinal) || name.StartsWith("pre_classifier.", StringComparison.Ordinal);

    private static bool IsUnused(string name) =>
        UnusedNames.Contains(name) || UnusedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
