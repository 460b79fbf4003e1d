using System.CommandLine;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Evaluation.Benchmarks;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>Benchmarks on public data.</summary>
internal static class BenchmarkCommand
{
    public static Command Create(CliConsole console)
    {
        var command = new Command("benchmark", "Measures the methods on public data sets, beside published results, and on new songs.")
        {
            Create(console, "lastfm", BenchmarkName.LastFm, "LastFM (lastfm-s3rec): each listener's last artist, among all artists and among 99 given ones."),
            Create(console, "nowplaying", BenchmarkName.NowPlaying, "Sessions (nowplaying-sessions): the next song of 89,824 given prefixes, among all songs."),
            Create(console, "situnes", BenchmarkName.SiTunes, "SiTunes: how a song changes the mood, and what the mood before it is worth."),
            Create(console, "amazon", BenchmarkName.Amazon, "Amazon reviews: what the reviewer's earlier words are worth, and new listeners and songs."),
            Create(console, "new-songs", BenchmarkName.NewSongs, "Songs that nobody played before the test, on a simulated platform: what knowing their sound is worth."),
            BenchmarkReadmeCommand.Create(console),
        };
        return command;
    }

    private static ExampleCommand Create(CliConsole console, string name, BenchmarkName benchmark, string description)
    {
        bool isSimulated = benchmark == BenchmarkName.NewSongs;
        bool readsMood = benchmark is BenchmarkName.Amazon or BenchmarkName.NewSongs;
        Option<string> data = CommonOptions.Path("--data", "The folder of the public data sets, one folder each", "folder", required: true);
        Option<string> output = CommonOptions.Path("--out", "The folder for the result as JSON and Markdown, and for what is done of a stopped run", "folder", required: true);
        Option<int> seeds = CommonOptions.Number("--seeds", "How many seeds the methods that depend on them run with", least: 1, unlessGiven: 1);
        Option<string> methods = new("--methods")
        {
            Description = "Run these alone; what is in --out of others stays in the tables"
                + (benchmark == BenchmarkName.LastFm ? ". lstm-10, lstm-25, lstm-50, lstm-100 and lstm-200, which read so many songs, run only if named" : ""),
            HelpName = "name,...",
        };
        Option<bool> resume = new("--resume") { Description = "Go on with what is in --out" };
        string example = isSimulated ? "" : " --data ../shared/data";
        var command = new ExampleCommand(name, description, $"moodrec benchmark {name}{example} --out benchmarks")
        {
            output, seeds, methods, resume,
        };
        Option<string> encoder = DefaultEncoder.Option();
        Option<string> lstm = CommonOptions.Path("--lstm-options", "A JSON file with options of the LSTM, in place of those for this data set", "file");
        Option<int> fraction = CommonOptions.Number("--fraction", "The percentage of the training sessions, from the last backwards", least: 1, unlessGiven: 100);
        if (!isSimulated)
        {
            command.Options.Insert(0, data);
        }

        if (readsMood)
        {
            command.Options.Add(encoder);
        }

        if (benchmark != BenchmarkName.SiTunes)
        {
            command.Options.Add(lstm);
        }

        if (benchmark == BenchmarkName.NowPlaying)
        {
            command.Options.Add(fraction);
        }

        command.SetAction((parsed, cancellation) =>
        {
            string folder = CommonOptions.Folder(parsed, output);
            var options = new BenchmarkOptions
            {
                Name = benchmark,
                DataFolder = isSimulated ? "" : parsed.GetRequiredValue(data),
                OutputFolder = folder,
                Seeds = parsed.GetValue(seeds),
                Methods = CommonOptions.Ids(parsed.GetValue(methods)),
                Fraction = benchmark == BenchmarkName.NowPlaying ? parsed.GetValue(fraction) : 100,
                MayResume = parsed.GetValue(resume),
                EncoderFolder = readsMood ? DefaultEncoder.Folder(parsed, encoder) : "",
                Lstm = benchmark != BenchmarkName.SiTunes && parsed.GetValue(lstm) is { } path ? MoodLstmOptionsFile.Read(path) : null,
            };
            BenchmarkResult result = StepDisplay.Show(console, "Benchmark", progress => Benchmark.Run(options, progress, cancellation));
            console.Output.WriteLine(parsed.GetValue(CommonOptions.Json)
                ? JsonSerializer.Serialize(result, EvaluationJson.Options)
                : BenchmarkMarkdown.Write(result) + $"\nSaved {result.Name}.json and {result.Name}.md in {folder}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
