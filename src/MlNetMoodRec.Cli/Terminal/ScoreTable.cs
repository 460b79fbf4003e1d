using System.Globalization;
using MlNetMoodRec.Training.Encoder;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>What a mood encoder reaches, as a table.</summary>
internal static class ScoreTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<EncoderScore> scores)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("Test");
        foreach (string name in (string[])["Texts", "Encoder", "VADER lexicon", "Demanded"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (EncoderScore score in scores)
        {
            table.AddRow(
                Markup.Escape(score.Test),
                score.Texts.ToString("N0", CultureInfo.InvariantCulture),
                Shown(score.Value),
                Shown(score.Lexicon),
                Shown(score.Floor));
        }

        console.Write(table);
    }

    /// <summary>What it reaches on a file, with the 95 % intervals.</summary>
    public static void Write(CliConsole console, LabelledFileScore score)
    {
        foreach (string note in score.Notes)
        {
            console.WriteNote(note);
        }

        Table table = new Table().Border(TableBorder.Rounded).AddColumn("Measure").AddColumn("Value", c => c.RightAligned()).AddColumn("95 % interval", c => c.RightAligned());
        foreach ((string name, MeasuredShare share) in new[] { ("Accuracy", score.Accuracy), ("Macro-F1", score.MacroF1), ("Macro-recall", score.MacroRecall) })
        {
            table.AddRow(name, Shown(share.Value), $"{Shown(share.Low)} to {Shown(share.High)}");
        }

        console.Results.Write(table);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{score.Texts:N0} texts, {score.Kind}: {string.Join(", ", score.Classes.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value:N0}")))}"));
    }

    private static string Shown(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
