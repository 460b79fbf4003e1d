using System.CommandLine;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Scoring;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The mood of texts.</summary>
internal static class MoodCommand
{
    // Enough for batches of like length, little enough that the first answers come soon.
    private const int LinesAtOnce = 1024;

    public static Command Create(CliConsole console)
    {
        var texts = new Argument<string[]>("text")
        {
            Description = "The texts; - or none to read them from standard input, one a line",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string> folder = DefaultEncoder.Option();
        Option<string> input = CommonOptions.Path("--input", "A file with a column of texts: CSV, TSV, JSON lines (also .gz) or Parquet", "file");
        var column = new Option<string>("--text-column") { Description = "The column of the texts [default: one with a usual name, such as text or review]", HelpName = "column" };
        Option<Choice<DataFormat>?> format = CommonOptions.TableFormat();
        Option<string> output = CommonOptions.Path(
            "--output", "The file to write the moods to: .csv, .jsonl (either may end in .gz) or .parquet; standard output unless given", "file");
        var embedding = new Option<bool>("--embedding") { Description = "Also write the 512 numbers of the sentiment embedding to the file" };
        var command = new ExampleCommand(
            "mood",
            "Reads the mood of texts: the likeliest emotion, valence and arousal in [-1, 1].",
            "moodrec mood \"finally friday, let's dance\" \"can't sleep, everything hurts\"",
            "moodrec mood --json < reviews.txt > moods.jsonl",
            "moodrec mood --input reviews.csv.gz --text-column review --output moods.parquet --embedding")
        {
            texts, input, column, format, output, embedding, folder,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(input) is null && (result.GetValue(column) is not null || result.GetResult(format) is not null))
            {
                result.AddError("--text-column and --format say how --input is read, which is not given.");
            }

            if (result.GetValue(input) is not null && (result.GetValue(texts) is { Length: > 0 } || result.GetValue(output) is null))
            {
                result.AddError("--input takes its texts from the file and writes to --output: name that, and no texts beside it.");
            }

            if (result.GetValue(embedding) && result.GetValue(output) is null)
            {
                result.AddError("--embedding is written to a file: name it with --output.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            string[] given = parsed.GetValue(texts) ?? [];
            bool readsInput = given is [] or ["-"];
            bool json = parsed.GetValue(CommonOptions.Json);
            MoodFileJob? job = parsed.GetValue(output) is { } file
                ? new MoodFileJob(new MoodFileOptions
                {
                    Input = parsed.GetValue(input),
                    Output = file,
                    Reader = new TextReaderOptions
                    {
                        Map = parsed.GetValue(column) is { } name ? $"text={name}" : "",
                        Format = parsed.GetValue(format)?.Value,
                    },
                    Embedding = parsed.GetValue(embedding),
                })
                : null;
            using MoodEncoder encoder = MoodEncoder.Load(DefaultEncoder.Folder(parsed, folder));
            if (job is not null)
            {
                IEnumerable<string>? words = parsed.GetValue(input) is not null ? null : readsInput ? Lines(console) : given;
                ScoringSummary summary = ScoringDisplay.Show(
                    console, "Reading", progress => words is null ? job.Run(encoder, progress, cancellation) : job.Run(encoder, words, progress, cancellation));
                ScoringDisplay.Write(console, json, summary);
            }
            else if (readsInput)
            {
                ReadInput(console, encoder, json, cancellation);
            }
            else if (json)
            {
                WriteLines(console, encoder.Read(given, cancellationToken: cancellation), json);
            }
            else
            {
                WriteTable(console.Results, given, encoder.Read(given, cancellationToken: cancellation));
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void ReadInput(CliConsole console, MoodEncoder encoder, bool json, CancellationToken cancellation)
    {
        int atOnce = console.InputIsTerminal ? 1 : LinesAtOnce;
        foreach (string[] lines in Lines(console).Chunk(atOnce))
        {
            WriteLines(console, encoder.Read(lines, cancellationToken: cancellation), json);
        }
    }

    private static IEnumerable<string> Lines(CliConsole console)
    {
        if (console.InputIsTerminal)
        {
            console.WriteNote("reading texts from the keyboard, one a line; Ctrl-D ends");
        }

        while (console.Input.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static void WriteLines(CliConsole console, IReadOnlyList<MoodReading> readings, bool json)
    {
        foreach (PrintedMood mood in readings.Select(PrintedMood.Of))
        {
            console.Output.WriteLine(json ? JsonSerializer.Serialize(mood, EvaluationJson.Compact) : mood.ToString());
        }
    }

    private static void WriteTable(IAnsiConsole console, string[] texts, IReadOnlyList<MoodReading> readings)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumn("Text").AddColumn("Emotion").AddColumn(new TableColumn("Valence").RightAligned()).AddColumn(new TableColumn("Arousal").RightAligned());
        foreach ((string text, PrintedMood mood) in texts.Zip(readings.Select(PrintedMood.Of)))
        {
            table.AddRow(new Spectre.Console.Text(Shown(text)), new Spectre.Console.Text(mood.Likeliest), new Spectre.Console.Text(PrintedMood.Signed(mood.Valence)), new Spectre.Console.Text(PrintedMood.Signed(mood.Arousal)));
        }

        console.Write(table);
    }

    /// <summary>The beginning of a text on one line.</summary>
    private static string Shown(string text)
    {
        const int Longest = 60;
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Longest)
        {
            return line;
        }

        int end = char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest;
        return line[..end] + "…";
    }
}
