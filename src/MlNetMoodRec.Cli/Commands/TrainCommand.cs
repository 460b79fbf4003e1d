using System.CommandLine;
using System.Text.Json;
using Microsoft.ML;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>From a file of interactions to a model zip.</summary>
internal static class TrainCommand
{
    public static Command Create(CliConsole console)
    {
        var data = new DataArguments(mayTestAll: false);
        var method = new MethodArguments();
        Option<Choice<RecommenderMethod>> name = CommonOptions.Choice("--method", "What is trained", RecommenderMethod.MoodLstm, MethodArguments.Methods);
        Option<string> resume = CommonOptions.Path(
            "--resume", "Keep the state of training in this folder, and go on from it if training was stopped there", "folder");
        Option<string> output = CommonOptions.Path("--out", "The model zip to write", "moodrec.zip", required: true);
        var command = new ExampleCommand(
            "train",
            "Trains a recommender on interactions, tests it on the part that is held out, and saves it as one model zip.",
            "moodrec train --data interactions.csv --catalogue songs.csv --out moodrec.zip",
            "moodrec train --data reviews.jsonl.gz --map user=reviewerID,song=asin,time=unixReviewTime,feedback=overall,text=reviewText"
            + " --mood-window always --out moodrec.zip");
        data.AddTo(command);
        command.Options.Add(name);
        method.AddTo(command);
        command.Options.Add(resume);
        command.Options.Add(output);
        command.SetAction((parsed, cancellation) =>
        {
            string path = parsed.GetRequiredValue(output);
            CheckOutput(path);
            EventDataOptions dataOptions = data.Read(parsed);
            TrainingRunOptions options = method.Read(parsed, parsed.GetValue(name).Value, console, parsed.GetValue(resume) ?? "");
            bool json = parsed.GetValue(CommonOptions.Json);

            var context = new MLContext(options.Seed);
            var run = new TrainingRun(context, options);
            ReadSummary? summary = null;
            using TrainedRecommender trained = RunDisplay.Show(console, progress =>
            {
                EventData events = EventData.Load(context, dataOptions, run.MoodReader, s => Show(console, summary = s), cancellation);
                return run.Run(events, dataOptions, progress, cancellation);
            });
            trained.Save(path);
            Write(console, json, new Trained(path, summary!, trained.Result));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>Before any work: a training of minutes must not end in a folder that is not there.</summary>
    private static void CheckOutput(string path)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new MoodRecException($"--out '{path}' is a folder; expected the name of the zip to write.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new MoodRecException($"--out '{path}': its folder does not exist. Create it first.");
        }
    }

    private static void Show(CliConsole console, ReadSummary summary)
    {
        foreach (string line in summary.ToString().Split('\n'))
        {
            console.WriteNote(line.TrimEnd('\r'));
        }
    }

    private static void Write(CliConsole console, bool json, Trained trained)
    {
        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(trained, EvaluationJson.Options));
            return;
        }

        if (trained.Result is null)
        {
            console.WriteNote("stopped: the best model so far was kept, but not tested; see 'moodrec evaluate --model'");
        }
        else
        {
            ResultTable.Write(console.Results, trained.Result);
        }

        console.Output.WriteLine($"Saved {trained.Model} ({new FileInfo(trained.Model).Length / 1048576.0:0.0} MB)");
    }

    /// <summary>What was trained, as JSON.</summary>
    private sealed record Trained(string Model, ReadSummary Data, EvaluationResult? Result);
}
