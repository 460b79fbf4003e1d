using System.Runtime.CompilerServices;

namespace MlNetMoodRec.Tests;

/// <summary>
/// Compares output with a text file in the folder Snapshots beside the test. Setting MOODREC_UPDATE_SNAPSHOTS writes the
/// files anew, to be looked at before they are committed.
/// </summary>
internal static class Snapshot
{
    private const int ShownLines = 40;

    public static void AssertMatches(string name, string actual, [CallerFilePath] string test = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots");
        string path = Path.Combine(folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("MOODREC_UPDATE_SNAPSHOTS") is { Length: > 0 })
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(path, actual);
        }

        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (expected == actual)
        {
            return;
        }

        string[] gone = [.. Lines(expected).Except(Lines(actual)).Select(l => $"- {l}")];
        string[] added = [.. Lines(actual).Except(Lines(expected)).Select(l => $"+ {l}")];
        Assert.Fail(
            $"The output differs from '{path}'. If that is meant, write it anew, look at the difference and commit it:\n" +
            $"  MOODREC_UPDATE_SNAPSHOTS=1 dotnet test -c Release tests/MlNetMoodRec.Tests --filter {Path.GetFileNameWithoutExtension(test)}\n" +
            string.Join('\n', gone.Concat(added).DefaultIfEmpty("(the same lines in another order)").Take(ShownLines)));
    }

    private static string[] Lines(string text) => text.Split('\n');
}
