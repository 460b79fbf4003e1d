using System.CommandLine;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation.Benchmarks;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>Puts the benchmarks' tables into a Markdown file.</summary>
internal static class BenchmarkReadmeCommand
{
    public static Command Create(CliConsole console)
    {
        Option<string> results = CommonOptions.Path("--results", "The folder with the results of benchmarks", "folder", required: true);
        Option<string> file = CommonOptions.Path("--file", "The Markdown file; its part between the two marker lines is replaced", "file", required: true);
        var command = new ExampleCommand(
            "readme",
            "Writes the tables of results into a Markdown file, between its two marker lines.",
            "moodrec benchmark readme --results benchmarks --file README.md")
        {
            results, file,
        };
        command.SetAction((parsed, _) =>
        {
            string path = parsed.GetRequiredValue(file);
            int count = BenchmarkMarkdown.Update(path, parsed.GetRequiredValue(results));
            console.Output.WriteLine($"Wrote the tables of {count} benchmarks into {path}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
