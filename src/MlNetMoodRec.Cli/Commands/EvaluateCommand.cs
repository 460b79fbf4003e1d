using System.CommandLine;
using System.Text.Json;
using Microsoft.ML;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>How well a saved model, or methods trained for the purpose, do on held-out events.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CliConsole console)
    {
        var data = new DataArguments(mayTestAll: true);
        var method = new MethodArguments();
        Option<string> model = CommonOptions.Path("--model", "The model zip to evaluate", "moodrec.zip");
        var names = new Option<RecommenderMethod[]>("--method")
        {
            Description = "Train and evaluate these instead of a model; later ones are compared with the first, listener by listener",
            HelpName = string.Join(',', MethodArguments.Methods),
            CustomParser = result => [.. CommonOptions.Ids(result.Tokens[0].Value).Select(n => CommonOptions.Find(result, "--method", n, MethodArguments.Methods).Value)],
        };
        var command = new ExampleCommand(
            "evaluate",
            "Ranks the song of every test row among all songs: HR@k, NDCG@k and MRR@k, one value per listener, with the protocol.",
            "moodrec evaluate --model moodrec.zip --data interactions.csv",
            "moodrec evaluate --method popularity,als,lstm --data LastFM.txt --format sequences --split leave-one-out");
        command.Options.Add(model);
        command.Options.Add(names);
        data.AddTo(command);
        method.AddTo(command);
        command.Validators.Add(result =>
        {
            bool hasModel = result.GetResult(model) is not null;
            bool hasMethod = result.GetResult(names) is not null;
            if (hasModel == hasMethod)
            {
                result.AddError("Give either --model with a zip or --method with what is to be trained.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            EventDataOptions dataOptions = data.Read(parsed);
            EvaluationResult[] results = parsed.GetValue(model) is { } path
                ? [EvaluateModel(console, path, dataOptions, method.Cutoff(parsed), cancellation)]
                : EvaluateMethods(console, parsed, parsed.GetValue(names) ?? [], method, dataOptions, cancellation);
            Write(console, parsed.GetValue(CommonOptions.Json), results);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static EvaluationResult EvaluateModel(
        CliConsole console, string path, EventDataOptions dataOptions, int k, CancellationToken cancellation)
    {
        using MoodRecModel model = MoodRecModel.Load(path);
        var context = new MLContext();
        EventData data = EventData.Load(context, dataOptions, model.MoodReader, s => console.WriteNote(FirstLine(s)), cancellation);
        if (data.Summary.DataHash == model.Manifest.DataSha256 && model.Manifest.Options?["split"]?.GetValue<string>() != dataOptions.SplitName)
        {
            console.WriteNote("the model was trained on this file with another split: it may have seen the rows that it is tested on");
        }

        return RunDisplay.Show(console, progress => ModelEvaluation.Evaluate(context, model, data, dataOptions, k, progress, cancellation));
    }

    private static EvaluationResult[] EvaluateMethods(
        CliConsole console,
        ParseResult parsed,
        RecommenderMethod[] methods,
        MethodArguments arguments,
        EventDataOptions dataOptions,
        CancellationToken cancellation)
    {
        if (dataOptions.Split == DataSplit.All)
        {
            throw new MoodRecException("--split all leaves nothing to train on; use it with --model, or split by time or leave-one-out.");
        }

        TrainingRunOptions options = arguments.Read(parsed, default, console);
        var context = new MLContext(options.Seed);
        TrainingRun[] runs = [.. methods.Select(m => new TrainingRun(context, options with { Method = m }))];
        ITransformer? moodReader = runs.Select(r => r.MoodReader).FirstOrDefault(r => r is not null);
        EventData data = EventData.Load(context, dataOptions, moodReader, s => console.WriteNote(FirstLine(s)), cancellation);
        return [.. runs.Select(run =>
        {
            using TrainedRecommender trained = RunDisplay.Show(console, progress => run.Run(data, dataOptions, progress, cancellation));
            return trained.Result ?? throw new OperationCanceledException(cancellation);
        })];
    }

    private static string FirstLine(ReadSummary summary) => summary.ToString().Split('\n')[0].TrimEnd('\r');

    private static void Write(CliConsole console, bool json, EvaluationResult[] results)
    {
        PairedDifference[] differences = [.. results.Skip(1).SelectMany(r =>
            Enum.GetValues<RankingMetric>().Select(metric => PairedComparison.Compare(r, results[0], metric)))];
        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(new Evaluated(results, differences), EvaluationJson.Options));
            return;
        }

        foreach (EvaluationResult result in results)
        {
            ResultTable.Write(console.Results, result);
            console.Output.WriteLine();
        }

        foreach (PairedDifference difference in differences)
        {
            console.Output.WriteLine(difference);
        }
    }

    /// <summary>The results, as JSON.</summary>
    private sealed record Evaluated(IReadOnlyList<EvaluationResult> Results, IReadOnlyList<PairedDifference> Differences);
}
