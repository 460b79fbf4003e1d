using System.CommandLine;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The options that say how large an encoder is.</summary>
internal sealed class GeometryOptions
{
    private static readonly DistilBertConfig Defaults = new();

    private readonly Option<int> _layers = CommonOptions.Number("--layers", "Transformer layers", least: 1, Defaults.Layers);
    private readonly Option<int> _width = CommonOptions.Number("--width", "Width of a hidden state; the feed-forward width is four times that", least: 1, Defaults.Width);
    private readonly Option<int> _heads = CommonOptions.Number("--heads", "Attention heads; they share the width", least: 1, Defaults.Heads);
    private readonly Option<int> _vocabulary = CommonOptions.Number("--vocabulary-size", "Tokens of the vocabulary, at most", least: 100, Defaults.VocabularySize);
    private readonly Option<int> _maxLength = CommonOptions.Number("--max-length", "The longest text in tokens", least: 2, Defaults.MaxPositions);

    public void AddTo(Command command)
    {
        foreach (Option<int> option in (Option<int>[])[_layers, _width, _heads, _vocabulary, _maxLength])
        {
            command.Add(option);
        }
    }

    public DistilBertConfig Read(ParseResult parsed) => Defaults with
    {
        Layers = parsed.GetValue(_layers),
        Width = parsed.GetValue(_width),
        FeedForwardWidth = 4 * parsed.GetValue(_width),
        Heads = parsed.GetValue(_heads),
        VocabularySize = parsed.GetValue(_vocabulary),
        MaxPositions = parsed.GetValue(_maxLength),
    };
}
