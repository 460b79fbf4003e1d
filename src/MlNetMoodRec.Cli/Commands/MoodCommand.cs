using System.CommandLine;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Mood;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The mood of texts.</summary>
internal static class MoodCommand
{
    // Enough for batches of like length, little enough that the first answers come soon.
    private const int LinesAtOnce = 1024;

    public static Command Create(CliConsole console)
    {
        var texts = new Argument<string[]>("text") { Description = "The texts; none to read them from standard input, one a line", Arity = ArgumentArity.ZeroOrMore };
        Option<string> folder = DefaultEncoder.Option();
        var command = new ExampleCommand(
            "mood",
            "Reads the mood of texts: the likeliest emotion, valence and arousal in [-1, 1].",
            "moodrec mood \"finally friday, let's dance\" \"can't sleep, everything hurts\"",
            "moodrec mood --json < reviews.txt > moods.jsonl")
        {
            texts, folder,
        };
        command.SetAction((parsed, cancellation) =>
        {
            using MoodEncoder encoder = MoodEncoder.Load(DefaultEncoder.Folder(parsed, folder));
            bool json = parsed.GetValue(CommonOptions.Json);
            string[] given = parsed.GetValue(texts) ?? [];
            if (given.Length == 0)
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
        if (console.InputIsTerminal)
        {
            console.WriteNote("reading texts from the keyboard, one a line; Ctrl-D ends");
        }

        int atOnce = console.InputIsTerminal ? 1 : LinesAtOnce;
        foreach (string[] lines in Lines(console.Input).Chunk(atOnce))
        {
            WriteLines(console, encoder.Read(lines, cancellationToken: cancellation), json);
        }
    }

    private static IEnumerable<string> Lines(TextReader input)
    {
        while (input.ReadLine() is { } line)
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
