using System.Globalization;
using MlNetMoodRec.Evaluation.Search;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>The best trials of a search as a table, with what they are compared by below.</summary>
internal static class SearchTable
{
    /// <summary>How many trials are shown; search.json holds them all.</summary>
    private const int Shown = 10;

    public static void Write(IAnsiConsole console, SearchResult result)
    {
        IReadOnlyList<SearchDimension> dimensions = result.Options.Space.Dimensions(result.BestOptions.UseMood);
        SearchTrial[] best = [.. result.Trials.OrderBy(t => t.State == TrialState.Failed).ThenByDescending(t => t.BestNdcg).ThenBy(t => t.Number).Take(Shown)];
        Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{result.Method}: the best {best.Length} of {result.Trials.Count} trials"));
        foreach (string name in (string[])["No.", "NDCG@10", "Epochs", .. dimensions.Select(d => d.Label)])
        {
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned());
        }

        foreach (SearchTrial trial in best)
        {
            table.AddRow(
            [
                Number(trial.Number, "0"),
                trial.State == TrialState.Failed ? "failed" : Number(trial.BestNdcg ?? 0, "0.0000"),
                Number(trial.Epochs.Count, "0"),
                .. dimensions.Select(d => Number(d.Get(trial.Options), "0.######")),
            ]);
        }

        console.Write(table);
        string rungs = string.Join(", ", result.Rungs.Select(r => $"{r.Trials} for {r.Epochs}"));
        console.WriteLine($"Trials and their epochs: {rungs}; {result.EpochsTrained} epochs in all. Trial 1 has the options that the search started from.");
        console.WriteLine(
            $"Protocol: split {result.Split}; validation part, all songs, seen songs {result.SeenSongs.ToString().ToLowerInvariant()}; "
            + $"best epoch of each trial; seed {result.Seed}. The test part was not read.");
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
