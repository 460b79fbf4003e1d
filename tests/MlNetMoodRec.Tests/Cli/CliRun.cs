using MlNetMoodRec.Cli;
using MlNetMoodRec.Cli.Terminal;

namespace MlNetMoodRec.Tests.Cli;

/// <summary>One run of the program in this process, with redirected streams.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static CliRun Of(params string[] args) => WithInput("", args);

    public static CliRun WithInput(string input, params string[] args) => WithInput(input, CancellationToken.None, args);

    public static CliRun WithInput(string input, CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int exitCode = App.RunAsync(args, new CliConsole(new StringReader(input), output, error), cancellation).GetAwaiter().GetResult();
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Bad input: exit code 2, one message that holds <paramref name="part"/>, no stack trace, no result.</summary>
    public void AssertBadInput(string part)
    {
        Assert.AreEqual(2, ExitCode, Error);
        StringAssert.Contains(Error, part);
        Assert.IsFalse(Error.Contains("   at ", StringComparison.Ordinal), Error);
        Assert.AreEqual("", Output);
    }
}
