using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>From labelled texts to a mood encoder.</summary>
internal static class EncoderTrainCommand
{
    public static Command Create(CliConsole console)
    {
        var geometry = new GeometryOptions();
        var defaults = new EncoderTrainingOptions { DataFolder = ".", OutputFolder = "." };
        Option<string> data = CommonOptions.Path(
            "--data", "The folder of the labelled data sets: goemotions, sst2, emotion, tweeteval, emobank, vader-lexicon", "folder", required: true);
        Option<string> output = CommonOptions.Path("--out", "The folder to write the encoder to", "folder", required: true);
        Option<string> init = CommonOptions.Path(
            "--init", "The folder of a trained or pretrained encoder of the same geometry to start from [default: from scratch]", "folder");
        var teachers = new Option<string[]>("--teacher")
        {
            Description = "The folder of a trained encoder whose answers are learnt beside the labels; give it several times for several", HelpName = "folder",
        };
        var texts = new Option<string[]>("--texts")
        {
            Description = "A file with a column of texts without labels, on which the teachers' answers alone are learnt; may be given several times", HelpName = "file",
        };
        Option<int> tokensPerBatch = CommonOptions.Number("--tokens-per-batch", "Tokens of a batch, at most; a graphics card needs more of them", least: 1, defaults.TokensPerBatch);
        Option<double> epochs = CommonOptions.Real("--epochs", "Passes over the sampled training texts", defaults.Epochs);
        Option<double> learningRate = CommonOptions.Real("--learning-rate", "The highest learning rate", defaults.LearningRate);
        Option<int> checkIns = CommonOptions.Number(
            "--check-ins", "Check-ins written for training, beside the data sets: negations, emoji, slang; 0 for none", least: 0, defaults.CheckInTexts);
        Option<Choice<bool>> terms = CommonOptions.Choice(
            "--data-terms", "Train on all data sets, or on those with open terms alone (GoEmotions, EmoBank, VADER)", false, new("any", false), new("open", true));
        Option<Choice<EncoderStorage>> storage = CommonOptions.Storage();
        Option<int> threads = CommonOptions.Number("--threads", "Torch's threads", least: 1, defaults.Threads);
        Option<int> seed = CommonOptions.Seed();
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint in the folder, if there is one" };
        var command = new ExampleCommand(
            "train",
            "Trains a mood encoder (a DistilBERT) on labelled texts, exports it to ONNX, and measures it on the test parts.",
            "moodrec encoder train --data data --out models/mood-encoder")
        {
            data, output, init, teachers, texts, epochs, learningRate, tokensPerBatch, checkIns, terms, storage, threads, seed, resume,
        };
        geometry.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var options = defaults with
            {
                DataFolder = parsed.GetRequiredValue(data),
                OutputFolder = parsed.GetRequiredValue(output),
                InitFolder = parsed.GetValue(init),
                TeacherFolders = parsed.GetValue(teachers) ?? [],
                TextFiles = parsed.GetValue(texts) ?? [],
                TokensPerBatch = parsed.GetValue(tokensPerBatch),
                Epochs = parsed.GetValue(epochs),
                LearningRate = parsed.GetValue(learningRate),
                Model = geometry.Read(parsed),
                CheckInTexts = parsed.GetValue(checkIns),
                OpenDataOnly = parsed.GetValue(terms).Value,
                Storage = parsed.GetValue(storage).Value,
                Threads = parsed.GetValue(threads),
                Seed = parsed.GetValue(seed),
                Resume = parsed.GetValue(resume),
            };
            try
            {
                EncoderTrainingResult result = ProgressDisplay.Show<EncoderTrainingProgress, EncoderTrainingResult>(
                    console, Describe, progress => EncoderTrainer.Train(options, progress, cancellation));
                Write(console, parsed.GetValue(CommonOptions.Json), options.OutputFolder, result);
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

    internal static ProgressState Describe(EncoderTrainingProgress progress) => new(
        "Training",
        progress.Step / (double)progress.Steps,
        string.Create(
            CultureInfo.InvariantCulture,
            $"step {progress.Step:N0} of {progress.Steps:N0}, loss {progress.Loss:0.000}, {ProgressDisplay.Clock(progress.Remaining)} left"));

    private static void Write(CliConsole console, bool json, string folder, EncoderTrainingResult result)
    {
        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(
                new Trained(folder, result.Steps, result.Duration.TotalMinutes, result.Scores), EvaluationJson.Options));
            return;
        }

        ScoreTable.Write(console.Results, result.Scores);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Saved {folder} after {result.Steps:N0} steps in {result.Duration.TotalMinutes:0.0} minutes"));
    }

    /// <summary>What was trained, as JSON.</summary>
    private sealed record Trained(string Folder, int Steps, double Minutes, IReadOnlyList<EncoderScore> Scores);
}
