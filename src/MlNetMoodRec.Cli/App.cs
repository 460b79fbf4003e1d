using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MlNetMoodRec.Cli.Commands;
using MlNetMoodRec.Cli.Terminal;

namespace MlNetMoodRec.Cli;

/// <summary>The program without its process: arguments in, exit code out.</summary>
internal static class App
{
    /// <summary>Runs a command line. Never throws: what went wrong is one message on the error stream and an exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CliConsole console, CancellationToken cancellation = default)
    {
        try
        {
            // Without a command there is nothing to do but to say which there are.
            // No response files: a text may begin with '@'.
            ParseResult parsed = Root(console).Parse(
                args.Length > 0 ? args : ["--help"], new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is not ParseErrorAction error)
            {
                return await parsed.InvokeAsync(Streams(console.Output, console.Error), cancellation);
            }

            error.ShowHelp = false;
            await parsed.InvokeAsync(Streams(console.Error, console.Error), cancellation);
            console.Error.WriteLine($"See '{string.Join(' ', Path(parsed.CommandResult.Command))} --help'.");
            return ExitCode.BadInput;
        }
        catch (MoodRecException exception)
        {
            console.WriteError(exception.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            console.WriteError("Stopped. What was kept until then stays; where the command has --resume, that goes on from it.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            console.WriteError(exception.Message);
            return ExitCode.BadInput;
        }
#pragma warning disable CA1031 // The last resort: whatever it is, the user gets a message and an exit code.
        catch (Exception exception)
        {
            console.WriteError($"Unexpected fault in moodrec: {exception.Message}");
            console.Error.WriteLine(exception);
            return ExitCode.Fault;
        }
#pragma warning restore CA1031
    }

    private static InvocationConfiguration Streams(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    private static RootCommand Root(CliConsole console)
    {
        var root = new RootCommand("Recommends songs that fit a listener's taste and the mood in their words.")
        {
            TrainCommand.Create(console),
            EvaluateCommand.Create(console),
            TuneCommand.Create(console),
            RecommendCommand.Create(console),
            ScoreCommand.Create(console),
            MergeCommand.Create(console),
            MoodCommand.Create(console),
            TokenizeCommand.Create(console),
            EncoderCommand.Create(console),
            SimulateCommand.Create(console),
            ExperimentCommand.Create(console),
            BenchmarkCommand.Create(console),
        };
        root.HelpName = "moodrec";
        root.Options.Add(CommonOptions.Json);
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples();
        }

        return root;
    }

    private static Stack<string> Path(Command command)
    {
        var names = new Stack<string>();
        for (Symbol? symbol = command; symbol is not null; symbol = symbol.Parents.FirstOrDefault())
        {
            names.Push(symbol is RootCommand ? "moodrec" : symbol.Name);
        }

        return names;
    }
}
