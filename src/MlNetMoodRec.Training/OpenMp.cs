using System.Runtime.InteropServices;

namespace MlNetMoodRec.Training;

/// <summary>
/// Tells OpenMP's threads to sleep while they wait for each other. By default they spin, and where another program has a
/// share of the cores, a training step on two threads took ten times as long.
/// </summary>
internal static partial class OpenMp
{
    /// <summary>Has an effect before torch is first used. A policy that the user has set stays.</summary>
    public static void SleepWhileWaiting()
    {
        if (OperatingSystem.IsLinux())
        {
            // Environment.SetEnvironmentVariable changes a copy that native code does not see.
            _ = SetEnvironmentVariable("OMP_WAIT_POLICY", "passive", overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}
