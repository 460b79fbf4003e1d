namespace MlNetMoodRec.Cli.Commands;

/// <summary>A value with the name that it has on the command line.</summary>
internal readonly record struct Choice<T>(string Name, T Value)
{
    public override string ToString() => Name;
}
