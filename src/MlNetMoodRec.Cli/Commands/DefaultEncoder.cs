using System.CommandLine;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The mood encoder that is used unless another one is named.</summary>
internal static class DefaultEncoder
{
    private const string Folder = "models/mood-encoder";

    /// <summary>The option that names another one.</summary>
    public static Option<string> Option(string name = "--encoder")
    {
        Option<string> option = CommonOptions.Path(name, $"The mood encoder's folder [default: {Folder}]", "folder");
        option.DefaultValueFactory = _ => Find();
        return option;
    }

    /// <summary>In the current folder, else beside the program.</summary>
    private static string Find()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, Folder);
        return !Directory.Exists(Folder) && Directory.Exists(beside) ? beside : Folder;
    }
}
