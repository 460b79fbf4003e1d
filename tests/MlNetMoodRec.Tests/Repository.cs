namespace MlNetMoodRec.Tests;

/// <summary>Finds files of the repository that tests read: the sample, the shipped encoder, the README.</summary>
internal static class Repository
{
    private static readonly Lazy<DirectoryInfo> Folder = new(Find);

    /// <summary>The repository's root.</summary>
    public static DirectoryInfo Root => Folder.Value;

    /// <summary>The full path of a file or folder, such as <c>Path("data", "sample")</c>.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root.FullName, .. parts]);

    private static DirectoryInfo Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "MlNetMoodRec.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds MlNetMoodRec.sln.");
    }
}
