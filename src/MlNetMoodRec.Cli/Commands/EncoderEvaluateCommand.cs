using System.CommandLine;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>How well a mood encoder reads labelled texts.</summary>
internal static class EncoderEvaluateCommand
{
    public static Command Create(CliConsole console)
    {
        Option<string> data = CommonOptions.Path(
            "--data", "The folder of the labelled data sets: goemotions, sst2, emotion, tweeteval, emobank, vader-lexicon", "folder");
        Option<Choice<bool>> part = CommonOptions.Choice(
            "--part", "Which part of the sets of --data: test, or dev for a choice between encoders", false, new("test", false), new("dev", true));
        Option<string> file = CommonOptions.Path("--file", "Any file of labelled texts in place of --data: CSV, TSV, JSON lines (also .gz) or Parquet", "file");
        Option<string?> text = Column("--text-column", "The column of the file's texts [default: one with a usual name, such as text]");
        Option<string?> label = Column("--label-column", "The column of the file's labels [default: one with a usual name, such as label]");
        var labels = new Option<string?>("--labels")
        {
            Description = "The file's labels: negative and positive, or emotions; name=meaning where the file calls one otherwise; "
                + "whole numbers in the file count them from 0 [default: the labels of the file]",
            HelpName = "a,b,c",
        };
        Option<Choice<DataFormat>?> format = CommonOptions.TableFormat();
        Option<Choice<BadRowHandling>> onBadRow = CommonOptions.OnBadRow();
        Option<string> model = DefaultEncoder.Option("--model");
        var command = new ExampleCommand(
            "evaluate",
            "Measures a mood encoder on the test parts of labelled data sets (SST-2, as is usual: the development part), or on a file.",
            "moodrec encoder evaluate --data data --model models/mood-encoder",
            "moodrec encoder evaluate --file reviews.csv --text-column review --label-column stars --labels 1=negative,5=positive")
        {
            data, part, file, text, label, labels, format, onBadRow, model,
        };
        command.Validators.Add(result =>
        {
            bool hasFile = result.GetValue(file) is not null;
            if (hasFile == result.GetValue(data) is not null)
            {
                result.AddError("Expected --data FOLDER with the known data sets or --file FILE with labelled texts, one of the two.");
            }
            else if (!hasFile && new Option[] { text, label, labels, format, onBadRow }.Any(option => result.GetResult(option) is { Implicit: false }))
            {
                result.AddError("--text-column, --label-column, --labels, --format and --on-bad-row say how --file is read, which is not given.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            string folder = DefaultEncoder.Folder(parsed, model);
            bool json = parsed.GetValue(CommonOptions.Json);
            if (parsed.GetValue(file) is { } path)
            {
                var options = new LabelledFileOptions
                {
                    File = path,
                    Reader = new TextReaderOptions
                    {
                        Map = string.Join(',', Mapped("text", parsed.GetValue(text)).Concat(Mapped("label", parsed.GetValue(label)))),
                        Format = parsed.GetValue(format)?.Value,
                        OnBadRow = parsed.GetValue(onBadRow).Value,
                    },
                    Labels = parsed.GetValue(labels) is { } names ? CommonOptions.Ids(names) : null,
                };
                using MoodEncoder encoder = MoodEncoder.Load(folder);
                LabelledFileScore score = ProgressDisplay.Show<double, LabelledFileScore>(
                    console, share => new ProgressState("Reading", share), progress => LabelledFileEvaluation.Evaluate(encoder, options, progress, cancellation));
                Write(console, json, score, () => ScoreTable.Write(console, score));
            }
            else
            {
                IReadOnlyList<EncoderScore> scores = EncoderEvaluation.Evaluate(folder, parsed.GetRequiredValue(data), parsed.GetValue(part).Value);
                Write(console, json, scores, () => ScoreTable.Write(console.Results, scores));
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static Option<string?> Column(string name, string description) => new(name) { Description = description, HelpName = "column" };

    private static IEnumerable<string> Mapped(string key, string? column) => column is null ? [] : [$"{key}={column}"];

    private static void Write<T>(CliConsole console, bool json, T scores, Action writeTable)
    {
        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(scores, EvaluationJson.Options));
        }
        else
        {
            writeTable();
        }
    }
}
