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
        var defaults = new EncoderTrainingOptions { DataFolder = ".", OutputFolder = "." };
        var common = new EncoderOptionSet(defaults, "of which the teachers' answers are learnt");
        Option<string> init = CommonOptions.Path(
            "--init", "The folder of a trained or pretrained encoder of the same geometry to start from [default: from scratch]", "folder");
        var teachers = new Option<string[]>("--teacher")
        {
            Description = "The folder of a trained encoder whose answers are learnt beside the labels; may be given several times", HelpName = "folder",
        };
        Option<int> checkIns = CommonOptions.Number(
            "--check-ins", "Check-ins written for training, beside the data sets: negations, emoji, slang; 0 for none", least: 0, defaults.CheckInTexts);
        Option<Choice<EncoderStorage>> storage = CommonOptions.Storage();
        var command = new ExampleCommand(
            "train",
            "Trains a mood encoder (a DistilBERT) on labelled texts, exports it to ONNX, and measures it on the test parts.",
            "moodrec encoder train --data data --out models/mood-encoder");
        common.AddTo(command);
        foreach (Option option in (Option[])[init, teachers, checkIns, storage])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            EncoderTrainingOptions options = common.Read(parsed, defaults) with
            {
                InitFolder = parsed.GetValue(init),
                TeacherFolders = parsed.GetValue(teachers) ?? [],
                CheckInTexts = parsed.GetValue(checkIns),
                Storage = parsed.GetValue(storage).Value,
            };
            return common.Run(
                console,
                parsed,
                progress => EncoderTrainer.Train(options, progress, cancellation),
                result => Write(console, parsed.GetValue(CommonOptions.Json), options.OutputFolder, result));
        });
        return command;
    }

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
