using System.CommandLine;
using System.Globalization;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The options that pretraining and training an encoder have in common.</summary>
internal sealed class EncoderOptionSet
{
    private static readonly DistilBertConfig Model = new();

    private readonly Option<string> _data = CommonOptions.Path(
        "--data", "The folder of the labelled data sets: goemotions, sst2, emotion, tweeteval, emobank, vader-lexicon", "folder", required: true);

    private readonly Option<string> _output = CommonOptions.Path("--out", "The folder to write the encoder to", "folder", required: true);
    private readonly Option<string[]> _texts;
    private readonly Option<double> _epochs;
    private readonly Option<double> _learningRate;
    private readonly Option<int> _tokensPerBatch;
    private readonly Option<Choice<bool>> _terms = CommonOptions.Choice(
        "--data-terms", "Use all data sets, or those with open terms alone (GoEmotions, EmoBank, VADER)", false, new("any", false), new("open", true));

    private readonly Option<int> _layers = CommonOptions.Number("--layers", "Transformer layers", least: 1, Model.Layers);
    private readonly Option<int> _width = CommonOptions.Number("--width", "Width of a hidden state; the feed-forward width is four times that", least: 1, Model.Width);
    private readonly Option<int> _heads = CommonOptions.Number("--heads", "Attention heads; they share the width", least: 1, Model.Heads);
    private readonly Option<int> _vocabulary = CommonOptions.Number("--vocabulary-size", "Tokens of the vocabulary, at most", least: 100, Model.VocabularySize);
    private readonly Option<int> _maxLength = CommonOptions.Number("--max-length", "The longest text in tokens", least: 2, Model.MaxPositions);
    private readonly Option<int> _threads;
    private readonly Option<int> _seed = CommonOptions.Number("--seed", "On a processor the same seed gives the same encoder, bit for bit", least: 0, unlessGiven: 1);
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from the checkpoint in the folder, if there is one" };

    /// <summary>The options at given defaults.</summary>
    /// <param name="defaults">The defaults.</param>
    /// <param name="texts">What the texts without labels are for.</param>
    public EncoderOptionSet(EncoderOptions defaults, string texts)
    {
        _texts = new("--texts") { Description = $"A file with a column of texts without labels, {texts}; may be given several times", HelpName = "file" };
        _epochs = CommonOptions.Real("--epochs", "Passes over the texts", defaults.Epochs);
        _learningRate = CommonOptions.Real("--learning-rate", "The highest learning rate", defaults.LearningRate);
        _tokensPerBatch = CommonOptions.Number("--tokens-per-batch", "Tokens of a batch, at most; a graphics card needs more of them", least: 1, defaults.TokensPerBatch);
        _threads = CommonOptions.Number("--threads", "Torch's threads", least: 1, defaults.Threads);
    }

    public void AddTo(Command command)
    {
        Option[] all = [_data, _output, _texts, _epochs, _learningRate, _tokensPerBatch, _terms, _layers, _width, _heads, _vocabulary, _maxLength, _threads, _seed, _resume];
        foreach (Option option in all)
        {
            command.Add(option);
        }
    }

    /// <summary>The options as given.</summary>
    public T Read<T>(ParseResult parsed, T defaults)
        where T : EncoderOptions => defaults with
        {
            DataFolder = parsed.GetRequiredValue(_data),
            OutputFolder = parsed.GetRequiredValue(_output),
            TextFiles = parsed.GetValue(_texts) ?? [],
            Epochs = parsed.GetValue(_epochs),
            LearningRate = parsed.GetValue(_learningRate),
            TokensPerBatch = parsed.GetValue(_tokensPerBatch),
            OpenDataOnly = parsed.GetValue(_terms).Value,
            Model = Model with
            {
                Layers = parsed.GetValue(_layers),
                Width = parsed.GetValue(_width),
                FeedForwardWidth = 4 * parsed.GetValue(_width),
                Heads = parsed.GetValue(_heads),
                VocabularySize = parsed.GetValue(_vocabulary),
                MaxPositions = parsed.GetValue(_maxLength),
            },
            Threads = parsed.GetValue(_threads),
            Seed = parsed.GetValue(_seed),
            Resume = parsed.GetValue(_resume),
        };

    /// <summary>Runs a training with its progress shown; when it is stopped, says how to go on.</summary>
    public Task<int> Run<TResult>(
        CliConsole console, ParseResult parsed, Func<IProgress<EncoderTrainingProgress>, TResult> train, Action<TResult> write)
    {
        try
        {
            write(ProgressDisplay.Show<EncoderTrainingProgress, TResult>(console, Describe, train));
            return Task.FromResult(ExitCode.Success);
        }
        catch (OperationCanceledException)
        {
            console.WriteNote($"stopped; the same command with --resume goes on from the checkpoint in {parsed.GetRequiredValue(_output)}");
            return Task.FromResult(ExitCode.Cancelled);
        }
    }

    private static ProgressState Describe(EncoderTrainingProgress progress) => new(
        "Training",
        progress.Step / (double)progress.Steps,
        string.Create(
            CultureInfo.InvariantCulture,
            $"step {progress.Step:N0} of {progress.Steps:N0}, loss {progress.Loss:0.000}, {ProgressDisplay.Clock(progress.Remaining)} left"));
}
