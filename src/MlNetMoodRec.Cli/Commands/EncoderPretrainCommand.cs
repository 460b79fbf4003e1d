using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>From texts without labels to an encoder that a training starts from.</summary>
internal static class EncoderPretrainCommand
{
    public static Command Create(CliConsole console)
    {
        var geometry = new GeometryOptions();
        var defaults = new EncoderPretrainingOptions { DataFolder = ".", OutputFolder = "." };
        Option<string> data = CommonOptions.Path("--data", "The folder of the labelled data sets, whose training texts are read", "folder", required: true);
        Option<string> output = CommonOptions.Path("--out", "The folder to write the encoder to", "folder", required: true);
        var texts = new Option<string[]>("--texts") { Description = "A file with a column of further texts, such as reviews; may be given several times", HelpName = "file" };
        Option<double> epochs = CommonOptions.Real("--epochs", "Passes over the texts", defaults.Epochs);
        Option<double> learningRate = CommonOptions.Real("--learning-rate", "The highest learning rate", defaults.LearningRate);
        Option<int> tokensPerBatch = CommonOptions.Number("--tokens-per-batch", "Tokens of a batch, at most", least: 1, defaults.TokensPerBatch);
        Option<Choice<bool>> terms = CommonOptions.Choice(
            "--data-terms", "Read all data sets, or those with open terms alone (GoEmotions, EmoBank)", false, new("any", false), new("open", true));
        Option<int> threads = CommonOptions.Number("--threads", "Torch's threads", least: 1, defaults.Threads);
        Option<int> seed = CommonOptions.Seed();
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint in the folder, if there is one" };
        var command = new ExampleCommand(
            "pretrain",
            "Pretrains an encoder by guessing masked words (masked-language modelling), for 'encoder train --init'.",
            "moodrec encoder pretrain --data data --texts reviews.csv --out pretrained")
        {
            data, output, texts, epochs, learningRate, tokensPerBatch, terms, threads, seed, resume,
        };
        geometry.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var options = defaults with
            {
                DataFolder = parsed.GetRequiredValue(data),
                OutputFolder = parsed.GetRequiredValue(output),
                TextFiles = parsed.GetValue(texts) ?? [],
                Epochs = parsed.GetValue(epochs),
                LearningRate = parsed.GetValue(learningRate),
                TokensPerBatch = parsed.GetValue(tokensPerBatch),
                Model = geometry.Read(parsed),
                OpenDataOnly = parsed.GetValue(terms).Value,
                Threads = parsed.GetValue(threads),
                Seed = parsed.GetValue(seed),
                Resume = parsed.GetValue(resume),
            };
            try
            {
                EncoderPretrainingResult result = ProgressDisplay.Show<EncoderTrainingProgress, EncoderPretrainingResult>(
                    console, EncoderTrainCommand.Describe, progress => EncoderPretrainer.Pretrain(options, progress, cancellation));
                console.Output.WriteLine(parsed.GetValue(CommonOptions.Json)
                    ? JsonSerializer.Serialize(new Pretrained(options.OutputFolder, result.Texts, result.Tokens, result.Steps, result.Loss, result.Duration.TotalMinutes), EvaluationJson.Options)
                    : string.Create(CultureInfo.InvariantCulture, $"Saved {options.OutputFolder} after {result.Steps:N0} steps in {result.Duration.TotalMinutes:0.0} minutes; loss {result.Loss:0.00}"));
                return Task.FromResult(ExitCode.Success);
            }
            catch (OperationCanceledException)
            {
                console.WriteNote($"stopped; the same command with --resume goes on from the checkpoint in {options.OutputFolder}");
                return Task.FromResult(ExitCode.Cancelled);
            }
        });
        return command;
    }

    /// <summary>What was pretrained, as JSON.</summary>
    private sealed record Pretrained(string Folder, int Texts, long Tokens, int Steps, double Loss, double Minutes);
}
