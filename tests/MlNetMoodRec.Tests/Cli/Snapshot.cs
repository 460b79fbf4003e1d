using System.Runtime.CompilerServices;

namespace MlNetMoodRec.Tests.Cli;

/// <summary>
/// Compares output with a text file beside the tests. Setting MOODREC_UPDATE_SNAPSHOTS writes the files anew, to be
/// looked at before they are committed.
/// </summary>
internal static class Snapshot
{
    public static void AssertMatches(string name, string actual, [CallerFilePath] string test = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", name + ".txt");
        if (Environment.GetEnvironmentVariable("MOODREC_UPDATE_SNAPSHOTS") is { Length: > 0 })
        {
            File.WriteAllText(path, actual);
        }

        Assert.AreEqual(File.ReadAllText(path), actual, $"'{path}' differs; set MOODREC_UPDATE_SNAPSHOTS=1 to write it anew.");
    }
}
