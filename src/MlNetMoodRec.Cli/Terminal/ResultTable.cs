using System.Globalization;
using MlNetMoodRec.Evaluation;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>Results as tables, each with its protocol below.</summary>
internal static class ResultTable
{
    public static void Write(IAnsiConsole console, EvaluationResult result)
    {
        int k = result.Protocol.K;
        Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(result.Method));
        table.AddColumn("Rows of the test part").AddColumn(Number("Rows")).AddColumn(Number("Users"))
            .AddColumn(Number($"HR@{k}")).AddColumn(Number($"NDCG@{k}")).AddColumn(Number($"MRR@{k}"));
        AddRow("all", result.Overall);

        // A slice that holds all rows says nothing new.
        foreach (EvaluationSlice slice in result.Slices.Where(s => s.Metrics.Rows < result.Overall.Rows))
        {
            AddRow(slice.Name, slice.Metrics);
        }

        console.Write(table);
        string coverage = result.CatalogueCoverage is double share ? string.Create(CultureInfo.InvariantCulture, $", {share:P1} of the catalogue") : "";
        string unknown = result.UnknownTargets > 0
            ? string.Create(CultureInfo.InvariantCulture, $"; {result.UnknownTargets:N0} targets are unknown to the model and count as misses")
            : "";
        string repeats = string.Create(CultureInfo.InvariantCulture, $"; {result.RepeatedTargets:N0} targets are among the recent songs");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"± is one standard error over listeners. Recommended: {result.SongsRecommended:N0} different songs{coverage}{unknown}{repeats}"));
        console.WriteLine($"Protocol: {result.Protocol}");

        void AddRow(string name, RankingMetrics metrics) => table.AddRow(
            name,
            metrics.Rows.ToString("N0", CultureInfo.InvariantCulture),
            metrics.Users.ToString("N0", CultureInfo.InvariantCulture),
            metrics.HitRate.ToString(),
            metrics.Ndcg.ToString(),
            metrics.Mrr.ToString());
    }

    private static TableColumn Number(string name) => new TableColumn(Markup.Escape(name)).RightAligned();
}
