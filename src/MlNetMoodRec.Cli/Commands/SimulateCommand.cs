using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>Writes the log and the catalogue of a simulated music service.</summary>
internal static class SimulateCommand
{
    public static Command Create(CliConsole console)
    {
        var defaults = new SimulationOptions();
        Option<string> output = CommonOptions.Path("--out", "The folder to write to; it is made if it is not there", "folder", required: true);
        Option<int> listeners = CommonOptions.Number("--listeners", "How many listeners", least: 1, defaults.Listeners);
        Option<int> songs = CommonOptions.Number("--songs", "How many songs", least: 1, defaults.Songs);
        Option<int> interactions = CommonOptions.Number("--interactions", "How many interactions", least: 1, defaults.Interactions);
        Option<int> days = CommonOptions.Number("--days", "How many days the log spans", least: 1, defaults.Days);
        Option<double> moodStrength = CommonOptions.Real("--mood-strength", "How much mood matters to the listeners, from 0 to 1", defaults.MoodStrength);
        Option<int> seed = CommonOptions.Seed();
        Option<Choice<string>> format = CommonOptions.Choice("--format", "The format of the files", "csv", new("csv", "csv"), new("parquet", "parquet"));
        var command = new ExampleCommand(
            "simulate",
            "Simulates a music service whose listeners have tastes and moods, and writes its log and its catalogue.",
            "moodrec simulate --out simulated --listeners 500 --songs 1000 --interactions 20000")
        {
            output, listeners, songs, interactions, days, moodStrength, seed, format,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var platform = new SimulatedPlatform(new SimulationOptions
            {
                Listeners = parsed.GetValue(listeners),
                Songs = parsed.GetValue(songs),
                Interactions = parsed.GetValue(interactions),
                Days = parsed.GetValue(days),
                MoodStrength = parsed.GetValue(moodStrength),
                Seed = parsed.GetValue(seed),
            });
            string folder = parsed.GetRequiredValue(output);
            Directory.CreateDirectory(folder);
            var written = new Simulated(
                Path.Combine(folder, $"interactions.{parsed.GetValue(format)}"),
                Path.Combine(folder, $"songs.{parsed.GetValue(format)}"),
                platform.Options);
            CatalogueWriter.Write(written.Songs, platform.Catalogue, cancellation);
            ProgressDisplay.Show<long, bool>(
                console,
                rows => new ProgressState("Writing", rows / (double)platform.Options.Interactions),
                progress =>
                {
                    InteractionWriter.Write(written.Interactions, platform.Interactions(), progress, cancellation);
                    return true;
                });
            console.Output.WriteLine(parsed.GetValue(CommonOptions.Json)
                ? JsonSerializer.Serialize(written, EvaluationJson.Options)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Wrote {platform.Options.Interactions:N0} interactions of {platform.Options.Listeners:N0} listeners to {written.Interactions}\n" +
                    $"and {platform.Catalogue.Count:N0} songs to {written.Songs}"));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>What was written, as JSON.</summary>
    private sealed record Simulated(string Interactions, string Songs, SimulationOptions Options);
}
