using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Experiments;
using MlNetMoodRec.Evaluation.Search;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The study: simulates, trains, tests and reports, in one command.</summary>
internal static class ExperimentCommand
{
    public static Command Create(CliConsole console)
    {
        Option<string> output = CommonOptions.Path("--out", "The folder for report.html, metrics.json, charts, models and data", "folder", required: true);
        Option<bool> quick = new("--quick") { Description = "Small sizes, to see everything run within a minute" };
        Option<Choice<ExperimentPreset>> preset = CommonOptions.Choice(
            "--preset",
            "The settings to start from: as tuned here, or exactly those of the paper",
            ExperimentPreset.Default,
            new("default", ExperimentPreset.Default),
            new("paper", ExperimentPreset.Paper));
        Option<int> seeds = CommonOptions.Number("--seeds", "How many seeds; each makes a platform and models of its own", least: 1, unlessGiven: 1);
        Option<int> seed = CommonOptions.Number("--seed", "The first seed; the same seed gives the same result", least: 0, unlessGiven: 1);
        Option<double> strength = CommonOptions.Real("--mood-strength", "How much mood matters to the listeners, from 0 to 1", 1);
        Option<bool> noLift = new("--no-lift") { Description = "Leave out the lift curve over the strength of mood" };
        Option<string> encoder = DefaultEncoder.Option();
        Option<string> search = CommonOptions.Path("--search", "The folder of a finished 'moodrec tune', whose search the report is to show", "folder");
        Option<bool> resume = new("--resume") { Description = "Go on with the experiment that was stopped in --out" };
        var command = new ExampleCommand(
            "experiment",
            "Simulates a music service, trains every method on its log, tests them on held-out events and sessions, and writes a report.",
            "moodrec experiment --out experiment",
            "moodrec experiment --out experiment --seeds 5 --resume")
        {
            output, quick, preset, seeds, seed, strength, noLift, encoder, search, resume,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(quick) is { Implicit: false } && result.GetResult(preset) is { Implicit: false })
            {
                result.AddError("Give either --quick or --preset: quick is a preset of its own.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            ExperimentOptions options = ExperimentOptions.Of(parsed.GetValue(quick) ? ExperimentPreset.Quick : parsed.GetValue(preset).Value);
            double moodStrength = parsed.GetValue(strength);
            options = options with
            {
                FirstSeed = parsed.GetValue(seed),
                Seeds = parsed.GetValue(seeds),
                EncoderFolder = DefaultEncoder.Folder(parsed, encoder),
                Simulation = options.Simulation with { MoodStrength = moodStrength },
                LiftStrengths = parsed.GetValue(noLift) ? [] : options.LiftStrengths,
            };
            string folder = CommonOptions.Folder(parsed, output);
            SearchResult? searched = parsed.GetValue(search) is { } of ? SearchResult.Load(of) : null;
            ExperimentResult result = StepDisplay.Show(
                console, "Experiment", progress => Experiment.Run(options, folder, parsed.GetValue(resume), progress, cancellation));
            result = result with { Search = searched };
            ExperimentReport.Write(result, folder);
            Write(console, parsed.GetValue(CommonOptions.Json), result, folder);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Write(CliConsole console, bool json, ExperimentResult result, string folder)
    {
        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(result, EvaluationJson.Options));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (string column in (string[])["Method", "NDCG@10", "of the oracle", "accuracy", "AUC", "satisfaction", "engagement"])
        {
            table.AddColumn(new TableColumn(column) { Alignment = column == "Method" ? Justify.Left : Justify.Right, NoWrap = true });
        }

        foreach (MethodSummary method in result.Methods)
        {
            table.AddRow(
                Markup.Escape(method.Method),
                Number(method.Ndcg, "0.0000"),
                Number(method.ShareOfOracle, "0.0 %"),
                Number(method.Accuracy, "0.000"),
                Number(method.Auc, "0.000"),
                Number(method.Satisfaction, "0.000"),
                Number(method.EngagementIncrease, "+0.0 %;-0.0 %"));
        }

        console.Results.Write(table);
        foreach (MethodSummary method in result.Methods.Where(m => m.Proposed is not null))
        {
            console.Output.WriteLine(method.Proposed);
        }

        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Seconds:0} s, peak memory {result.PeakMemoryBytes / 1e9:0.00} GB. Report: {Path.Combine(folder, "report.html")}"));
    }

    private static string Number(MetricEstimate? estimate, string format) => estimate?.Mean.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
