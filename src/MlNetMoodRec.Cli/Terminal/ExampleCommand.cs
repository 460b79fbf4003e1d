using System.CommandLine;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>A command whose help ends with an example.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
