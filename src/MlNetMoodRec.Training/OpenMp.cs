using System.Runtime.InteropServices;

namespace MlNetMoodRec.Training;

/// <summary>
/// Tells OpenMP's threads to sleep soon when they wait for each other. By default GNU's spin for milliseconds: where another
/// program has a share of the cores, a training step on two threads took ten times as long.
/// </summary>
internal static partial class OpenMp
{
    /// <summary>Turns of the waiting loop before a thread sleeps, some tens of microseconds. On idle cores an epoch took 18 s with it, 22 s with the default and 24 s with none.</summary>
    private const string Spins = "20000";

    /// <summary>Has an effect before torch is first used. What the user has set stays.</summary>
    public static void WaitBriefly()
    {
        if (OperatingSystem.IsLinux())
        {
            // Environment.SetEnvironmentVariable changes a copy that native code does not see.
            _ = SetEnvironmentVariable("GOMP_SPINCOUNT", Spins, overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}
