using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>An encoder with its weights in another storage.</summary>
internal static class EncoderExportCommand
{
    public static Command Create(CliConsole console)
    {
        var folder = new Argument<string>("folder") { Description = "An encoder stored as fp32" };
        Option<string> output = CommonOptions.Path("--out", "The folder to write the encoder to", "folder", required: true);
        Option<Choice<EncoderStorage>> storage = CommonOptions.Storage();
        var command = new ExampleCommand(
            "export",
            "Writes a mood encoder with its weights stored in another way.",
            "moodrec encoder export models/mood-encoder --storage int8 --out mood-encoder-int8",
            "moodrec encoder evaluate --data data --part dev --model mood-encoder-int8")
        {
            folder, output, storage,
        };
        command.SetAction(parsed =>
        {
            EncoderExportResult result = EncoderExporter.Export(
                parsed.GetRequiredValue(folder), CommonOptions.Folder(parsed, output), parsed.GetValue(storage).Value);
            console.Output.WriteLine(parsed.GetValue(CommonOptions.Json)
                ? JsonSerializer.Serialize(result, EvaluationJson.Options)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Saved {result.Folder}: {result.Bytes / 1e6:0.00} MB in place of {result.BytesBefore / 1e6:0.00} MB; valence and arousal differ by at most {result.LargestDifference:0.0000} on four short texts"));
            return ExitCode.Success;
        });
        return command;
    }
}
