using System.CommandLine;
using System.Text.Json;
using Microsoft.ML;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Search;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>Searches the options of the LSTM on the validation part.</summary>
internal static class TuneCommand
{
    public static Command Create(CliConsole console)
    {
        var defaults = new SearchOptions();
        var data = new DataArguments(mayTestAll: false);
        var method = new MethodArguments();
        Option<Choice<RecommenderMethod>> name = CommonOptions.Choice(
            "--method",
            "The method whose options are searched",
            RecommenderMethod.MoodLstm,
            [.. MethodArguments.Methods.Where(m => m.Value is RecommenderMethod.Lstm or RecommenderMethod.MoodLstm)]);
        Option<int> trials = CommonOptions.Number("--trials", "How many settings are tried; the first is the starting one", least: 2, defaults.Trials);
        Option<int> epochs = CommonOptions.Number("--epochs", "Passes over the data of a trial that stays to the end, at most", least: 1, defaults.Epochs);
        Option<int> minEpochs = CommonOptions.Number("--min-epochs", "Passes over the data of every trial, at least", least: 1, defaults.MinEpochs);
        Option<int> reduction = CommonOptions.Number(
            "--reduction", "From rung to rung, one trial in so many goes on for so many times the epochs", least: 2, defaults.Reduction);
        Option<int> parallel = CommonOptions.Number(
            "--parallel", "Trials side by side, each on one thread; 0 is one for each processor. The result does not depend on it", least: 0, defaults.Parallel);
        Option<string> output = CommonOptions.Path(
            "--out", "The folder of the search; a search that was stopped there goes on", "folder", required: true);
        var command = new ExampleCommand(
            "tune",
            "Searches the LSTM's learning rate, size, dropout and more: random settings and successive halving, chosen by NDCG@10 on the"
            + " validation part alone. Writes best.json, search.json and a picture.",
            "moodrec tune --data interactions.csv --catalogue songs.csv --out search",
            "moodrec train --data interactions.csv --catalogue songs.csv --lstm-options search/best.json --out moodrec.zip");
        data.AddTo(command);
        command.Options.Add(name);
        method.AddTo(command, forSearch: true);
        foreach (Option option in (Option[])[trials, epochs, minEpochs, reduction, parallel, output])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            string folder = CommonOptions.Folder(parsed, output);
            EventDataOptions dataOptions = data.Read(parsed);
            TrainingRunOptions run = method.Read(parsed, parsed.GetValue(name).Value, console);
            var context = new MLContext(run.Seed);
            var search = new LstmSearch(context, run, new SearchOptions
            {
                Trials = parsed.GetValue(trials),
                Epochs = parsed.GetValue(epochs),
                MinEpochs = parsed.GetValue(minEpochs),
                Reduction = parsed.GetValue(reduction),
                Parallel = parsed.GetValue(parallel),
            });
            return Task.FromResult(Run(console, context, search, dataOptions, folder, parsed.GetValue(CommonOptions.Json), cancellation));
        });
        return command;
    }

    private static int Run(
        CliConsole console, MLContext context, LstmSearch search, EventDataOptions dataOptions, string folder, bool json, CancellationToken cancellation)
    {
        SearchResult result;
        try
        {
            result = SearchDisplay.Show(console, progress =>
            {
                EventData data = EventData.Load(
                    context, dataOptions, search.MoodReader, s => console.WriteNote(s.ToString().Split('\n')[0].TrimEnd('\r')), cancellation);
                return search.Run(data, dataOptions, folder, progress, cancellation);
            });
        }
        catch (OperationCanceledException) when (LstmSearch.IsBegun(folder))
        {
            console.WriteNote($"stopped: {folder} holds what is done; give the same command to go on");
            return ExitCode.Cancelled;
        }

        result.Save(folder);
        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(result, EvaluationJson.Options));
            return ExitCode.Success;
        }

        SearchTable.Write(console.Results, result);
        console.Output.WriteLine($"Saved best.json, search.json, search.png and search.svg in {folder}");
        return ExitCode.Success;
    }
}
