using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Encoder;
using MlNetMoodRec.Training.Encoder.Import;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>From a DistilBERT of someone else to a mood encoder.</summary>
internal static class EncoderImportCommand
{
    public static Command Create(CliConsole console)
    {
        var checkpoint = new Argument<string>("checkpoint")
        {
            Description = "A DistilBERT as Hugging Face lays it out: config.json, model.safetensors, tokenizer.json or vocab.txt; "
                + "or an ONNX export of one for classification, FILE.onnx with config.json and the tokenizer beside it",
        };
        Option<string> output = CommonOptions.Path("--out", "The folder to write the encoder to", "folder", required: true);
        Option<string?> labels = new("--labels")
        {
            Description = "The classifier's labels in their order, where config.json does not name them (LABEL_0, ...)",
            HelpName = "a,b,c",
        };
        Option<int?> maxLength = CommonOptions.OptionalNumber(
            "--max-length", "The longest text in tokens [default: the tokenizer's, and no more than the network's]", least: 2);
        Option<Choice<EncoderStorage>> storage = CommonOptions.Storage();
        var command = new ExampleCommand(
            "import",
            "Makes a mood encoder of a DistilBERT checkpoint, base or fine-tuned for classification. Files are checked, pickles never read.",
            "moodrec encoder import distilbert-base-uncased-emotion --out my-encoder",
            "moodrec mood \"so tired today\" --encoder my-encoder")
        {
            checkpoint, output, labels, maxLength, storage,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new EncoderImportOptions
            {
                Checkpoint = parsed.GetRequiredValue(checkpoint),
                OutputFolder = parsed.GetRequiredValue(output),
                Labels = parsed.GetValue(labels) is { } names ? CommonOptions.Ids(names) : null,
                MaxLength = parsed.GetValue(maxLength),
                Storage = parsed.GetValue(storage).Value,
            };
            EncoderImportResult result = ProgressDisplay.Show<EncoderImportProgress, EncoderImportResult>(
                console,
                progress => new ProgressState($"{progress.Stage}", progress.Share),
                progress => EncoderImporter.Import(options, progress, cancellation));
            Write(console, result, parsed.GetValue(CommonOptions.Json));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Write(CliConsole console, EncoderImportResult result, bool json)
    {
        foreach (string note in result.Notes)
        {
            console.WriteNote(note);
        }

        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(result, EvaluationJson.Options));
            return;
        }

        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Imported a DistilBERT of {result.Model.Layers} layers of width {result.Model.Width}, {result.Weights:N0} weights "
            + $"({result.WeightTypes}); the encoder agrees with {result.ComparedWith} within {result.LargestDifference:0.0e+0}"));
        console.Output.WriteLine($"Labels: {(result.Labels.Count == 0 ? "none" : string.Join(", ", result.Labels))}");
        console.Output.WriteLine(result.ColumnsNotGiven.Count == 0
            ? "Gives the sentiment embedding, valence, arousal and emotion"
            : $"Not given, so 0 or neutral for every text: {string.Join(", ", result.ColumnsNotGiven)}");
        console.Output.WriteLine($"Saved {result.Folder}; what it gives and from what is in its README.md");
    }
}
