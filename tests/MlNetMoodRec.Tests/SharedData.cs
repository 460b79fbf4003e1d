namespace MlNetMoodRec.Tests;

/// <summary>
/// Finds the public data sets that tests read. They lie in the folder <c>shared</c> beside the repository, or where the
/// environment variable MOODREC_SHARED says. A test whose data is missing fails.
/// </summary>
internal static class SharedData
{
    private static readonly Lazy<string> Root = new(FindRoot);

    /// <summary>The full path of a file or folder of the shared data, such as <c>Path("data", "lastfm-s3rec", "LastFM.txt")</c>.</summary>
    public static string Path(params string[] parts)
    {
        string path = System.IO.Path.Combine([Root.Value, .. parts]);
        return File.Exists(path) || Directory.Exists(path)
            ? path
            : throw new FileNotFoundException($"The shared data has no '{path}'.", path);
    }

    private static string FindRoot() =>
        Environment.GetEnvironmentVariable("MOODREC_SHARED") is { Length: > 0 } configured
            ? configured
            : System.IO.Path.Combine(Repository.Root.Parent?.FullName ?? Repository.Root.FullName, "shared");
}
