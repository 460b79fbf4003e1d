using System.CommandLine;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Scoring;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>Songs for a whole file of listeners.</summary>
internal static class ScoreCommand
{
    public static Command Create(CliConsole console)
    {
        Option<string> model = CommonOptions.Path("--model", "The model zip", "moodrec.zip", required: true);
        Option<string> input = CommonOptions.Path(
            "--input", "The listeners, one a row: CSV, TSV, JSON lines (also .gz) or Parquet; in CSV the items of a list are joined by |", "file", required: true);
        Option<string> output = CommonOptions.Path(
            "--output", "The file to write: .csv, .jsonl (either may end in .gz) or .parquet", "file", required: true);
        Option<int> top = CommonOptions.Number("--top", "How many songs a listener gets, unless a column top says it", least: 1, unlessGiven: 10);
        var map = new Option<string>("--map")
        {
            Description = "Which column holds what, of user, text, text-hours-ago, given-valence, given-arousal, given-emotion, mood-direction, mood-weight, "
                + "recent, recent-feedback, recent-valence, recent-hours-ago, seen-songs, replay-half-life-hours, exclude, allow, diversity, max-per-artist, "
                + "like-weight and top; usual names are found without it",
            HelpName = "key=column,...",
            DefaultValueFactory = _ => "",
        };
        Option<Choice<DataFormat>?> format = CommonOptions.TableFormat();
        Option<Choice<SeenSongPolicy>> seen = CommonOptions.Seen(SeenSongPolicy.Excluded, "Whether the recent songs may be recommended again");
        var shard = new Option<UserShard?>("--shard")
        {
            Description = "Score part i of n alone, chosen by a hash of the listener; 'moodrec merge' joins the parts",
            HelpName = "i/n",
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value;
                if (UserShard.TryParse(given, out UserShard part))
                {
                    return part;
                }

                result.AddError($"--shard is '{given}'; expected i/n with i from 1 to n, such as 1/8.");
                return null;
            },
        };
        Option<int?> threads = CommonOptions.OptionalNumber("--threads", "How many threads; all cores unless given", least: 1);
        var restart = new Option<bool>("--restart") { Description = "Throw away what a stopped run left, rather than go on from it" };
        var command = new ExampleCommand(
            "score",
            "Recommends songs to every listener of a file. Run it again after a stop, and it goes on where it was.",
            "moodrec score --model moodrec.zip --input contexts.parquet --output top.parquet --top 10",
            "moodrec score --model moodrec.zip --input contexts.jsonl.gz --output top-3.parquet --shard 3/8")
        {
            model, input, output, top, map, format, seen, shard, threads, restart,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var job = new ScoringJob(new ScoringOptions
            {
                Model = parsed.GetRequiredValue(model),
                Input = parsed.GetRequiredValue(input),
                Output = parsed.GetRequiredValue(output),
                Reader = new ContextReaderOptions { Map = parsed.GetValue(map) ?? "", Format = parsed.GetValue(format)?.Value },
                Top = parsed.GetValue(top),
                ExcludeRecent = parsed.GetValue(seen).Value == SeenSongPolicy.Excluded,
                Shard = parsed.GetValue(shard),
                Restart = parsed.GetValue(restart),
                Threads = parsed.GetValue(threads),
            });
            try
            {
                ScoringSummary summary = ScoringDisplay.Show(console, "Scoring", progress => job.Run(console.WriteNote, progress, cancellation));
                ScoringDisplay.Write(console, parsed.GetValue(CommonOptions.Json), summary);
                return Task.FromResult(ExitCode.Success);
            }
            catch (OperationCanceledException)
            {
                console.WriteError("Stopped. Run the same command again to go on.");
                return Task.FromResult(ExitCode.Cancelled);
            }
        });
        return command;
    }
}
