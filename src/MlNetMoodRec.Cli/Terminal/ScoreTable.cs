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

    private static string Shown(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
