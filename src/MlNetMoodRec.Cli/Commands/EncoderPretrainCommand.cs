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
        var defaults = new EncoderPretrainingOptions { DataFolder = ".", OutputFolder = "." };
        var common = new EncoderOptionSet(defaults, "beside those of the data sets");
        var command = new ExampleCommand(
            "pretrain",
            "Pretrains an encoder by guessing masked words (masked-language modelling), for 'encoder train --init'.",
            "moodrec encoder pretrain --data data --texts reviews.csv --out pretrained");
        common.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            EncoderPretrainingOptions options = common.Read(parsed, defaults);
            return common.Run(
                console,
                parsed,
                progress => EncoderPretrainer.Pretrain(options, progress, cancellation),
                result => Write(console, parsed.GetValue(CommonOptions.Json), options.OutputFolder, result));
        });
        return command;
    }

    private static void Write(CliConsole console, bool json, string folder, EncoderPretrainingResult result) => console.Output.WriteLine(json
        ? JsonSerializer.Serialize(new Pretrained(folder, result.Texts, result.Tokens, result.Steps, result.Loss, result.Duration.TotalMinutes), EvaluationJson.Options)
        : string.Create(CultureInfo.InvariantCulture, $"Saved {folder} after {result.Steps:N0} steps in {result.Duration.TotalMinutes:0.0} minutes; loss {result.Loss:0.00}"));

    /// <summary>What was pretrained, as JSON.</summary>
    private sealed record Pretrained(string Folder, int Texts, long Tokens, int Steps, double Loss, double Minutes);
}
