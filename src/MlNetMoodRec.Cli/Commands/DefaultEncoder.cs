using System.CommandLine;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The mood encoder that is used unless another one is named.</summary>
internal static class DefaultEncoder
{
    private const string Shipped = "models/mood-encoder";

    /// <summary>The option that names another one.</summary>
    public static Option<string> Option(string name = "--encoder") =>
        CommonOptions.Path(name, $"The mood encoder's folder [default: {Shipped}, here or beside the program]", "folder");

    /// <summary>The folder that was named, else the shipped one in the current folder, else the one beside the program.</summary>
    public static string Folder(ParseResult parsed, Option<string> option)
    {
        string beside = Path.Combine(AppContext.BaseDirectory, Shipped);
        return parsed.GetValue(option) ?? (!Directory.Exists(Shipped) && Directory.Exists(beside) ? beside : Shipped);
    }
}
