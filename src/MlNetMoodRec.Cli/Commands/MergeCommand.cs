using System.CommandLine;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Scoring;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>One file from the parts that several machines scored.</summary>
internal static class MergeCommand
{
    public static Command Create(CliConsole console)
    {
        var parts = new Argument<string[]>("part") { Description = "The outputs of 'moodrec score --shard i/n', in any order", Arity = ArgumentArity.OneOrMore };
        Option<string> output = CommonOptions.Path(
            "--output", "The file to write: .csv, .jsonl (either may end in .gz) or .parquet", "file", required: true);
        var command = new ExampleCommand(
            "merge",
            "Joins the parts of a scored file in the order of its rows, after checking that every part is there, whole, and of one run.",
            "moodrec merge --output top.parquet top-*.parquet")
        {
            parts, output,
        };
        command.SetAction((parsed, cancellation) =>
        {
            ScoringSummary summary = ScoringDisplay.Show(
                console, "Merging", progress => ScoringMerge.Run(parsed.GetRequiredValue(parts), parsed.GetRequiredValue(output), progress, cancellation));
            ScoringDisplay.Write(console, parsed.GetValue(CommonOptions.Json), summary);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
